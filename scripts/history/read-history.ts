import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { severities } from '../../contracts/judge/codes.js';
import { isObject } from '../../contracts/json-value.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { isCalendarDay } from '../verdict/calendar-day.js';
import { CannotRun, exitCodes, type RowVerdict } from '../verdict/exit-code.js';
import { compare } from '../verdict/samples.js';
import { linkableUrl } from './run-url.js';
import type { HistoryFinding, HistoryLine } from './history-line.js';

/** The largest history that is read, in bytes: hundreds of years of nightly runs. */
const maximumSize = 256 * 1024 * 1024;

export interface History {
  /** One line for each run of an operation, the oldest first. */
  readonly lines: readonly HistoryLine[];
  /** Lines that cannot be read, such as half a line that a crash left. Numbers start at 1. */
  readonly damaged: readonly { readonly file: string; readonly line: number }[];
}

/** Reads several files as one history. @throws CannotRun if a file cannot be read at all. */
export function readHistory(files: readonly string[]): History {
  const damaged: { file: string; line: number }[] = [];
  const lines = new Map<string, HistoryLine>();
  for (const file of files) {
    for (const [index, bytes] of splitLines(readBytes(file)).entries()) {
      if (bytes.every((byte) => byte <= 0x20)) continue;
      const line = isUtf8(bytes) ? parseHistoryLine(bytes.toString('utf8')) : undefined;
      if (line === undefined) damaged.push({ file, line: index + 1 });
      else lines.set(JSON.stringify([line.run, line.tenant, line.assignment, line.operation, line.version]), line);
    }
  }
  return { lines: [...lines.values()].sort((a, b) => compare(a.time, b.time)), damaged };
}

/** Leaves out runs before `--since`: a number of days before now, or a day in UTC. @throws CannotRun if `since` is neither. */
export function historySince({ lines, damaged }: History, since: string, now: Date): History {
  const start = startOf('--since', since, now);
  return { lines: lines.filter(({ time }) => time >= start), damaged };
}

/** The time that an option names. @param when a number of days before now, or a day in UTC. @throws CannotRun if it is neither. */
export function startOf(option: string, when: string, now: Date): string {
  const [, days] = /^(\d{1,5})d?$/.exec(when) ?? [];
  if (days === undefined && !isCalendarDay(when))
    throw new CannotRun(
      `option '${option}' argument ${JSON.stringify(when.slice(0, 60))} is invalid. Give a number of days, such as 30, or a day, such as 2026-11-21.`,
    );
  return days === undefined ? when : new Date(now.getTime() - Number(days) * 24 * 60 * 60 * 1000).toISOString();
}

function readBytes(file: string): Buffer {
  try {
    if (statSync(file).size > maximumSize) throw new CannotRun(`${file}: larger than ${maximumSize / 1024 / 1024} MiB. Split it.`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    const code = systemErrorCode(error);
    throw new CannotRun(
      code === 'ENOENT'
        ? `${file}: no such file. "graph-contracts drift --history ${file}" creates it.`
        : `${file}: the history cannot be read (${code}).`,
    );
  }
}

function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let from = 0;
  for (let to = bytes.indexOf('\n'); to !== -1; to = bytes.indexOf('\n', from)) {
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return [...lines, bytes.subarray(from)];
}

/** Undefined for a damaged line or one of another form. Unknown members, such as those of a later version, are dropped. */
export function parseHistoryLine(text: string): HistoryLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['v'] !== 1) return undefined;
  const {
    run,
    tenant,
    operation,
    assignment,
    version,
    verdict,
    status,
    milliseconds,
    attempts,
    reasons,
    requestIds,
    contract,
    tool,
    emulator,
    notSignedIn,
  } = value;
  const time = parseTime(value['time']);
  const findings = Array.isArray(value['findings']) ? value['findings'].map(parseFinding) : [undefined];
  if (time === undefined || !findings.every((finding) => finding !== undefined)) return undefined;
  if (!isText(run) || !isText(operation) || !isText(version) || !isText(contract) || !isText(tool)) return undefined;
  if ((tenant !== undefined && !isText(tenant)) || (assignment !== undefined && !isText(assignment))) return undefined;
  if (!isTextList(reasons) || !isTextList(requestIds) || !isVerdict(verdict) || typeof emulator !== 'boolean') return undefined;
  if (!isAmount(milliseconds) || !isAmount(attempts) || (status !== null && !isAmount(status))) return undefined;
  const about = {
    v: 1,
    time,
    run,
    url: linkableUrl(value['url']),
    tenant,
    operation,
    version,
    assignment,
    verdict,
    findings,
    reasons,
  } as const;
  return { ...about, status, milliseconds, attempts, requestIds, contract, tool, emulator, notSignedIn: notSignedIn === true || undefined };
}

function parseFinding(value: unknown): HistoryFinding | undefined {
  if (!isObject(value)) return undefined;
  const { fingerprint, code, message, accepted, flaky } = value;
  const severity = severities.find((name) => name === value['severity']);
  if (!isText(fingerprint) || !isText(code) || !isText(message) || severity === undefined) return undefined;
  const finding = { fingerprint, code, severity, message };
  return { ...finding, accepted: accepted === true || undefined, flaky: flaky === true || undefined };
}

/** Undefined also for impossible years. */
function parseTime(value: unknown): string | undefined {
  if (!isText(value) || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  const time = new Date(value);
  const year = time.getUTCFullYear();
  return year >= 2000 && year <= 9999 ? time.toISOString() : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

function isVerdict(value: unknown): value is RowVerdict {
  return isText(value) && Object.hasOwn(exitCodes, value) && value !== 'nothing-judged';
}
