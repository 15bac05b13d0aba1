/** A request and its answer. Every format of traffic is read into this. */
export interface Exchange {
  readonly request: ExchangeRequest;
  /** Absent when no answer came, or none was recorded. */
  readonly response?: ExchangeResponse;
  /** Why no answer came: an error code such as `ECONNRESET`, never a message with a host or an id in it. */
  readonly failure?: string;
  readonly source?: Source;
}

export interface ExchangeRequest {
  readonly method: string;
  /** Absolute, or beginning with the path. */
  readonly url: string;
  /** Absent when the source holds no request headers: a note says that they were not judged. */
  readonly headers?: Headers;
  /** Names of headers, in lower case, that the source may have left out: their absence is a note. */
  readonly withheld?: readonly string[];
  /** Names of headers, in lower case, whose values the writer of the source redacted: a note says that they were not judged. */
  readonly redacted?: readonly string[];
  /** Set when the source does not hold the body: a note says that it was not judged. A text is the reason, such as "its writer redacted it". */
  readonly bodyWithheld?: boolean | string;
  readonly body?: Body;
}

export interface ExchangeResponse {
  readonly status: number;
  /** Absent when the source holds no response headers: a note says that they were not judged. */
  readonly headers?: Headers;
  /** As `ExchangeRequest.redacted`. */
  readonly redacted?: readonly string[];
  /** As `ExchangeRequest.bodyWithheld`. */
  readonly bodyWithheld?: boolean | string;
  readonly body?: Body;
}

/** Names in any case. A repeated header is a list. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** The text of a body, or the JSON value of it. Without a body: `undefined`, `null` or an empty string. The JSON value null is the text `"null"`. */
export type Body = unknown;

/** Where an exchange was read. `index` counts from 0 within the file. */
export interface Source {
  readonly file: string;
  readonly index: number;
  readonly description: string;
  /** The line of the file on which it begins, from 1, if known; in a report, the line that a finding is about. */
  readonly line?: number | undefined;
}

/** Why a source does not hold a value that was sent. Such a value is unknown, not missing. */
export const redactedByWriter = 'the writer of the source redacted it';

/** A message whose source may lack its body. */
export type Withheld = Pick<ExchangeResponse, 'bodyWithheld'>;

export function isWithheld({ bodyWithheld }: Withheld): boolean {
  return bodyWithheld !== undefined && bodyWithheld !== false;
}

/** The value of a header, by its name in lower case. Repeated headers are joined as HTTP joins them. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const exact = headers[name];
  if (typeof exact === 'string') return exact;
  const key = Object.keys(headers).find((other) => other.length === name.length && other.toLowerCase() === name);
  if (key === undefined) return undefined;
  // A list, or any other JSON value: files of traffic are not validated.
  const value: unknown = headers[key];
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item !== 'object').join(', ');
}
