import type { ApiVersion } from '../../contracts/contract.js';
import { isObject } from '../../contracts/json-value.js';

/** A file of recorded traffic: a JSON array that `nock.define` loads as it is, with our own fields beside those of nock. */
export type Recording = readonly RecordedDefinition[];

/** One exchange as a nock definition, with our own fields under `recorded`. */
export interface RecordedDefinition {
  /** Scheme, host and port, such as `https://graph.microsoft.com:443`. */
  readonly scope: string;
  readonly method: string;
  /** The path and query as sent. */
  readonly path: string;
  /** The request body: its JSON value, or its text; empty for none. Absent if it was too large to keep. */
  readonly body?: unknown;
  readonly reqheaders?: Readonly<Record<string, string>>;
  readonly status: number;
  /** The response body: its JSON value, or its text (see `recordedAnswer`); empty for none. */
  readonly response: unknown;
  /** Absent if the headers are not known. */
  readonly rawHeaders?: Readonly<Record<string, string>>;
  readonly recorded: Recorded;
}

/** The source of an exchange. Only `live` comes from Graph; the others never claim to. */
export type Origin = 'live' | 'emulator' | 'documentation';

export interface Recorded {
  /** The time of the recording, ISO 8601 in UTC; empty if unknown. */
  readonly when: string;
  readonly origin: Origin;
  readonly apiVersion: ApiVersion;
  /** The hash of the contract at that time; empty if unknown. */
  readonly contract: string;
  /** The version of the redaction rules; 0 if every value is made up. */
  readonly redaction: number;
  readonly scenario: string;
  /** Why no response came, or only a part: a code such as `ECONNRESET`. */
  readonly failure?: string;
  /** The request headers by name. Absent if they are not known. */
  readonly requestHeaders?: Readonly<Record<string, string>>;
  /** Names of headers that may have been sent but were not captured. */
  readonly withheld?: readonly string[];
}

/** Members that only our recordings have. */
const marks = ['when', 'contract', 'redaction'];

/** The member `recorded` of a definition, if it is ours. A missing date or contract becomes an empty text, which counts as stale. */
export function recordedOf(value: unknown): Recorded | undefined {
  if (!isObject(value) || !marks.some((mark) => mark in value)) return undefined;
  const textOf = (member: unknown): string => (typeof member === 'string' ? member : '');
  return { ...value, when: textOf(value['when']), contract: textOf(value['contract']) } as unknown as Recorded;
}

/** The time of a recording in milliseconds since 1970; -Infinity if unknown. */
interface HasMoment {
  readonly time: number;
}

/** A comparison for sorting by time of recording. */
export function byMoment(one: HasMoment, other: HasMoment): number {
  if (one.time === other.time) return 0;
  return one.time < other.time ? -1 : 1;
}
