import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import type { Exchange } from '../contracts/judge/exchange.js';
import { placeOfJsonError } from './json-place.js';
import { fromDefinition, isNockFile } from './nock/from-definition.js';
import { isPactFile, readPact } from './pact/read-pact.js';
import { ReadError } from './read-error.js';
import { systemErrorCode } from './system-error.js';

/** What a file holds: exchanges that took place, or interactions that a consumer relies on. */
export interface Traffic {
  readonly kind: 'observed' | 'expected';
  readonly exchanges: readonly Exchange[];
}

/** The largest file that is read whole, in bytes. */
const largestFile = 256 * 1024 * 1024;

/** Reads a recording or a pact; which one it is, its content tells. @throws ReadError when it is neither, or broken. */
export function readTraffic(file: string): Traffic {
  const value = parse(file, readText(file));
  if (isPactFile(value)) return { kind: 'expected', exchanges: readPact(file, value) };
  if (isNockFile(value)) {
    return { kind: 'observed', exchanges: value.map((definition, index) => fromDefinition(file, index, definition)) };
  }
  throw new ReadError(file, 'neither a pact nor a nock recording. Give the path of one of them.');
}

function readText(file: string): string {
  try {
    if (statSync(file).size > largestFile) throw new ReadError(file, `larger than ${String(largestFile / 1024 / 1024)} MiB. Split it.`);
    const bytes = readFileSync(file);
    if (!isUtf8(bytes)) throw new ReadError(file, 'not UTF-8. Save it as UTF-8.');
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof ReadError) throw error;
    const code = systemErrorCode(error);
    throw new ReadError(file, code === 'ENOENT' ? 'no such file. Check the path.' : `cannot be read (${code}).`);
  }
}

function parse(file: string, text: string): unknown {
  if (text.trim() === '') throw new ReadError(file, 'the file is empty.');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ReadError(file, `not valid JSON${placeOfJsonError(text)}. A recording or a pact is JSON.`);
  }
}
