import type { ApiVersion } from '../../contracts/contract.js';
import { isObject } from '../../contracts/json-value.js';

/** A file of recorded traffic: a JSON array that `nock.define` loads as it is, with our own fields beside those of nock. */
export type Recording = readonly RecordedDefinition[];

/** One exchange in nock's own words, and what we know of it under `recorded`. */
export interface RecordedDefinition {
  /** Scheme, host and port, such as `https://graph.microsoft.com:443`. */
  readonly scope: string;
  readonly method: string;
  /** From the path on, as it was sent. */
  readonly path: string;
  /** The JSON value of the request body, or its text; an empty string for none. Absent when it was too large to keep. */
  readonly body?: unknown;
  readonly reqheaders?: Readonly<Record<string, string>>;
  readonly status: number;
  /** The JSON value of the response body; its text, if nock could not write it as it was (see `recordedAnswer`); an empty string for none. */
  readonly response: unknown;
  /** Absent when nobody knows which there were. */
  readonly rawHeaders?: Readonly<Record<string, string>>;
  readonly recorded: Recorded;
}

/** Where an exchange comes from. Only `live` has seen Graph; the other two never claim to have. */
export type Origin = 'live' | 'emulator' | 'documentation';

export interface Recorded {
  /** The moment of the recording, ISO 8601 in UTC; empty when that is not said. */
  readonly when: string;
  readonly origin: Origin;
  readonly apiVersion: ApiVersion;
  /** The hash of the contract under which it was made; empty when that is not said. */
  readonly contract: string;
  /** The version of the rules by which secrets were replaced; 0 where there were none, because every value is made up. */
  readonly redaction: number;
  readonly scenario: string;
  /** Why nothing came back, or not the whole of it: a code such as `ECONNRESET`. */
  readonly failure?: string;
  /** The request headers, kept by name. Absent when nobody knows which were sent. */
  readonly requestHeaders?: Readonly<Record<string, string>>;
  /** Names of headers that were perhaps sent, and not captured. */
  readonly withheld?: readonly string[];
}

/** Members that only our recordings have: one of them, and it is ours, though others be gone. */
const marks = ['when', 'contract', 'redaction'];

/**
 * The member `recorded` of a definition, if it is ours. What does not say when it was made, or under which contract, says so by an empty text: nobody may take
 * it for fresh.
 */
export function recordedOf(value: unknown): Recorded | undefined {
  if (!isObject(value) || !marks.some((mark) => mark in value)) return undefined;
  const { when, contract } = value;
  if (typeof when === 'string' && typeof contract === 'string') return value as unknown as Recorded;
  return { ...value, when: textOf(when), contract: textOf(contract) } as unknown as Recorded;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
