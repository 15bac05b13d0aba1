import { severities } from '../../contracts/judge/codes.js';
import { isObject } from '../../contracts/json-value.js';
import { exitCodes, type RowVerdict } from '../verdict/exit-code.js';
import type { KeptFinding, NightLine } from './history-line.js';

/** What a line of a history says; undefined for one that is damaged, or of another form. Members that nobody knows yet are passed over. */
export function parseNightLine(text: string): NightLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['v'] !== 1) return undefined;
  const { run, operation, version, verdict, status, milliseconds, attempts, contract, tool, emulator } = value;
  const time = timeOf(value['time']);
  const findings = listOf(value['findings'], findingOf);
  const reasons = listOf(value['reasons'], textOf);
  const requestIds = listOf(value['requestIds'], textOf);
  if (time === undefined || findings === undefined || reasons === undefined || requestIds === undefined) return undefined;
  if (!isText(run) || !isText(operation) || !isText(version) || !isText(contract) || !isText(tool)) return undefined;
  if (!isVerdict(verdict) || !isAmount(milliseconds) || !isAmount(attempts) || typeof emulator !== 'boolean') return undefined;
  if (status !== null && !isAmount(status)) return undefined;
  return {
    v: 1,
    time,
    run,
    operation,
    version,
    verdict,
    findings,
    reasons,
    status,
    milliseconds,
    attempts,
    requestIds,
    contract,
    tool,
    emulator,
  };
}

function findingOf(value: unknown): KeptFinding | undefined {
  if (!isObject(value)) return undefined;
  const { fingerprint, code, severity, message, accepted, flaky } = value;
  const known = severities.find((name) => name === severity);
  if (!isText(fingerprint) || !isText(code) || !isText(message) || known === undefined) return undefined;
  return { fingerprint, code, severity: known, message, ...(accepted === true ? { accepted } : {}), ...(flaky === true ? { flaky } : {}) };
}

/** Moments outside these years are no nights of ours, and would make no day of the calendar. */
function timeOf(value: unknown): string | undefined {
  if (!isText(value) || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  const moment = new Date(value);
  const year = moment.getUTCFullYear();
  return year >= 2000 && year <= 9999 ? moment.toISOString() : undefined;
}

function listOf<T>(value: unknown, read: (item: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.map(read);
  return items.every((item) => item !== undefined) ? items : undefined;
}

function textOf(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

function isVerdict(value: unknown): value is RowVerdict {
  return isText(value) && Object.hasOwn(exitCodes, value) && value !== 'nothing-judged';
}
