import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { isObject } from '../../contracts/json-value.js';
import { placeOfJsonError } from '../../recordings/traffic/json-error-place.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { CannotRun } from '../verdict/exit-code.js';
import { shownText } from '../terminal/shown-text.js';
import type { Baseline, BaselineEntry } from '../verdict/baseline.js';
import { parseEntry } from './parse-entry.js';

/** Reads a baseline. @throws CannotRun with file, place and reason when it is not there, or is none: it accepts nothing by mistake. */
export function readBaseline(file: string): Baseline {
  const baseline = readBaselineIfThere(file);
  if (baseline !== undefined) return baseline;
  throw new CannotRun(`${file}: no such file. Check the path, or make it with "graph-contracts drift --accept".`);
}

/** Reads a baseline, or gives undefined where there is no such file. @throws CannotRun as `readBaseline` does. */
export function readBaselineIfThere(file: string): Baseline | undefined {
  const text = textOf(file);
  return text === undefined ? undefined : parseBaseline(file, text);
}

function textOf(file: string): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT') return undefined;
    throw new CannotRun(`${file}: cannot be read (${code}).`);
  }
  if (!isUtf8(bytes)) throw new CannotRun(`${file}: not UTF-8. Save it as UTF-8.`);
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/** What the text of a baseline says. @throws CannotRun as `readBaseline` does. */
export function parseBaseline(file: string, text: string): Baseline {
  const refuse = (place: string, reason: string): never => {
    throw new CannotRun(`${file}: ${place === '' ? '' : `${place}: `}${reason}`);
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('', `not valid JSON${placeOfJsonError(text)}.`);
  }
  const list = isObject(value) ? value['accepted'] : undefined;
  if (!isObject(value) || !Array.isArray(list)) return refuse('', 'no baseline. It is an object with a list named "accepted".');
  const strange = Object.keys(value).find((name) => name !== '$schema' && name !== 'accepted');
  if (strange !== undefined) refuse(shownText(strange, 60), 'no member of a baseline, which has "accepted", and "$schema" for editors.');
  const { $schema } = value;
  if ($schema !== undefined && typeof $schema !== 'string') return refuse('$schema', 'not a text.');
  const accepted: BaselineEntry[] = [];
  for (const [index, item] of (list as unknown[]).entries()) {
    const place = `accepted[${index}]`;
    const entry = parseEntry(item, (member, reason) => refuse(`${place}${member === '' ? '' : `.${member}`}`, reason));
    const before = accepted.findIndex(({ fingerprint }) => fingerprint === entry.fingerprint);
    if (before !== -1) refuse(`${place}.fingerprint`, `stands in accepted[${before}] too. Keep one of them.`);
    accepted.push(entry);
  }
  return { file, accepted, $schema };
}
