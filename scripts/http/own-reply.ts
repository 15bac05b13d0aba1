/** An answer that is our own, in the error envelope of Graph. */
export interface OwnReply {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: string;
}

/** @param headers names and values in turn, besides those of the body. */
export function ownReply(status: number, code: string, message: string, ...headers: readonly string[]): OwnReply {
  const body = JSON.stringify({ error: { code, message } });
  const ofBody = ['content-type', 'application/json; charset=utf-8', 'content-length', String(Buffer.byteLength(body))];
  return { status, headers: [...ofBody, ...headers], body };
}
