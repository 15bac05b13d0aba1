import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { packagePath } from '../../contracts/package-files.js';
import { isObject } from '../../contracts/json-value.js';
import { LockFile, LockHeld } from '../../recordings/files/lock-file.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { placeOfJsonError } from '../../recordings/files/json-error-place.js';
import type { Baseline, BaselineEntry } from '../verdict/baseline.js';
import { isCalendarDay } from '../verdict/calendar-day.js';
import { CannotRun } from '../verdict/exit-code.js';
import { pathBelowWorkingDirectory, shownText, wellFormedJson } from '../verdict/shown-text.js';
import { baselineValue, withEntries } from './baseline-text.js';

/** Where `drift` looks for a baseline, and `drift --accept` writes one, if no option names it. */
export function baselineBeside(config: string): string {
  return join(dirname(config), 'drift.baseline.json');
}

/**
 * @param command whose findings it accepts.
 * @throws CannotRun with file, place and reason if the file is missing or not a baseline.
 */
export function readBaseline(file: string, command: 'docs' | 'drift'): Baseline {
  const baseline = readBaselineIfThere(file);
  if (baseline !== undefined) return baseline;
  const create = `npx graph-assignment-contracts ${command} --baseline ${file} --accept <fingerprint>`;
  throw new CannotRun(`${file}: no such file. Check the path, or create it with "${create}".`);
}

/** As `readBaseline`; undefined if there is no such file. */
export function readBaselineIfThere(file: string): Baseline | undefined {
  const text = readText(file);
  return text === undefined ? undefined : parseBaseline(file, text);
}

function readText(file: string): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT') return undefined;
    throw new CannotRun(`${file}: cannot be read (${code}).`);
  }
  if (!isUtf8(bytes)) throw new CannotRun(`${file}: not UTF-8. Save it as UTF-8.`);
  return bytes.toString('utf8');
}

/** Takes comments and trailing commas. @throws CannotRun as `readBaseline` does. */
export function parseBaseline(file: string, text: string): Baseline {
  const refuse = (place: string, reason: string): never => {
    throw new CannotRun(`${file}: ${place === '' ? '' : `${place}: `}${reason}`);
  };
  const json = text.replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = baselineValue(json);
  } catch {
    return refuse('', `not valid JSON${placeOfJsonError(json, 'jsonc')}.`);
  }
  const list = isObject(value) ? value['accepted'] : undefined;
  if (!isObject(value) || !Array.isArray(list)) return refuse('', 'not a baseline, which is an object with a list "accepted".');
  const unknown = Object.keys(value).find((name) => name !== '$schema' && name !== 'accepted');
  if (unknown !== undefined) refuse(shownText(unknown, 60), 'not a member of a baseline. Its members are accepted and $schema.');
  const { $schema } = value;
  if ($schema !== undefined && typeof $schema !== 'string') return refuse('$schema', 'not a string.');
  const accepted: BaselineEntry[] = [];
  for (const [index, item] of (list as unknown[]).entries()) {
    const place = `accepted[${index}]`;
    const entry = parseEntry(item, (member, reason) => refuse(`${place}${member === '' ? '' : `.${member}`}`, reason));
    const before = accepted.findIndex(({ fingerprint }) => fingerprint === entry.fingerprint);
    if (before !== -1) refuse(`${place}.fingerprint`, `is in accepted[${before}] too. Keep one of them.`);
    accepted.push(entry);
  }
  return { file, $schema, accepted };
}

const required = ['fingerprint', 'owner', 'reason', 'expires'] as const;
const optional = ['code', 'operation', 'apiVersion'] as const;
const members = [...required, ...optional];

export const fingerprintPattern = /^[0-9a-f]{16}$/;

/**
 * Parses an entry of a baseline. Unknown members are refused, as they may be misspelt.
 * @param refuse throws for a member, or for the entry if the name is empty.
 */
export function parseEntry(item: unknown, refuse: (member: string, reason: string) => never): BaselineEntry {
  if (!isObject(item)) return refuse('', 'not an object.');
  const unknown = Object.keys(item).find((name) => !members.some((member) => member === name));
  if (unknown !== undefined) refuse(shownText(unknown, 60), `not a member of an entry. Its members are ${members.join(', ')}.`);
  const entry: Partial<Record<(typeof members)[number], string>> = {};
  for (const member of members) {
    const value = item[member];
    if (value === undefined) {
      if (required.some((name) => name === member)) refuse(member, 'missing.');
    } else if (typeof value !== 'string') refuse(member, 'not a string.');
    else if (value.trim() === '') refuse(member, 'empty.');
    else entry[member] = value;
  }
  const { fingerprint = '', expires = '' } = entry;
  if (!fingerprintPattern.test(fingerprint))
    refuse('fingerprint', `${quoted(fingerprint)} is not a fingerprint: 16 hexadecimal digits in lower case, as in a report.`);
  if (!isCalendarDay(expires)) refuse('expires', `${quoted(expires)} is not a day of the calendar: write YYYY-MM-DD.`);
  return entry as BaselineEntry;
}

function quoted(text: string): string {
  return JSON.stringify(shownText(text, 60));
}

/**
 * Replaces or appends entries of a baseline, and replaces its file in one step. Comments and formatting of its owner stay. A missing file is created; a
 * concurrent edit is refused.
 * @throws CannotRun if the file is not a baseline, or cannot be read or written.
 */
export async function editBaseline<T extends { readonly baseline: Baseline }>(file: string, change: (baseline: Baseline) => T): Promise<T> {
  const lock = lockBaseline(file);
  try {
    const text = readText(file) ?? wellFormedJson({ $schema: schemaPath(file), accepted: [] });
    const before = parseBaseline(file, text);
    const changed = change(before);
    await writeFileAtomic(file, withEntries(text, before.accepted, changed.baseline.accepted));
    return changed;
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`${file}: cannot be written (${systemErrorCode(error)}). Nothing was changed.`);
  } finally {
    lock.release();
  }
}

function lockBaseline(file: string): LockFile {
  try {
    return LockFile.take(`${file}.lock`, 'of two that edit it at once one would lose an acceptance');
  } catch (error) {
    if (error instanceof LockHeld) throw new CannotRun(`${file}: nothing was changed. ${error.message}`);
    throw new CannotRun(`${file}: cannot be written (${systemErrorCode(error)}). Give a file in a folder that exists.`);
  }
}

/** The relative path of the schema, if both files are below the working directory: any other path holds on one machine only. */
function schemaPath(file: string): string | undefined {
  const schema = packagePath('scripts/baseline/baseline.schema.json');
  if (schema === undefined || pathBelowWorkingDirectory(schema) === undefined || pathBelowWorkingDirectory(file) === undefined)
    return undefined;
  const path = relative(dirname(file), schema).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}
