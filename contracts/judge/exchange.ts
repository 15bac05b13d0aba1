/** One request and what came back: the only thing that is ever judged. Each format of traffic is read into this. */
export interface Exchange {
  readonly request: ExchangeRequest;
  /** Absent when nothing came back, or nothing was recorded. */
  readonly response?: ExchangeResponse;
  /** Why nothing came back: an error code such as `ECONNRESET`, never a message with a host or an id in it. */
  readonly failure?: string;
  readonly source?: Source;
}

/** What a client sent. */
export interface ExchangeRequest {
  readonly method: string;
  /** Absolute, or from the path on. */
  readonly url: string;
  /** Absent when the source does not hold request headers; then they are not judged, and a note says so. */
  readonly headers?: Headers;
  /** Names of headers, in lower case, that the source may have left out though they were sent: their absence is a note, not a finding. */
  readonly withheld?: readonly string[];
  /** Names of headers, in lower case, whose values the writer of the source redacted: they are not judged, and a note says so. */
  readonly redacted?: readonly string[];
  /** Set when the source does not hold the body: it is not judged, and a note says so. A text says why, as the end of a sentence: "its writer redacted it". */
  readonly bodyWithheld?: boolean | string;
  readonly body?: Body;
}

/** What came back. */
export interface ExchangeResponse {
  readonly status: number;
  /** Absent when the source does not hold response headers; then they are not judged, and a note says so. */
  readonly headers?: Headers;
  /** As `ExchangeRequest.redacted`. */
  readonly redacted?: readonly string[];
  /** As `ExchangeRequest.bodyWithheld`. */
  readonly bodyWithheld?: boolean | string;
  readonly body?: Body;
}

/** Names in any case. A repeated header is a list. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

/**
 * A string is the text of the body as it was sent; anything else but null is the JSON value that it parses to.
 * No body is `undefined`, `null` or an empty string. (A body that is the JSON value null is the text `"null"`.)
 */
export type Body = unknown;

/** Where an exchange was read: `index` counts from 0 within the file. */
export interface Source {
  readonly file: string;
  readonly index: number;
  readonly description: string;
  /** The line of the file on which it begins, from 1, where the reader knows it; in a report, that of what a finding is about. */
  readonly line?: number | undefined;
}

/** The value of a header, whatever the case of its name (`name` is in lower case); a repeated one is joined as HTTP joins it. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const asAsked = headers[name];
  if (typeof asAsked === 'string') return asAsked;
  for (const key of Object.keys(headers)) {
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    // A list, or whatever else a file of traffic holds in its place.
    const value: unknown = headers[key];
    return typeof value === 'string'
      ? value
      : [value]
          .flat()
          .filter((item) => typeof item !== 'object')
          .join(', ');
  }
  return undefined;
}
