/** What the emulator sends back. `drop` breaks the connection in place of an answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The text of the body; absent for none. */
  readonly body?: string;
  readonly drop?: boolean;
}

/** The media type that Graph gives its answers at minimal metadata, its default. */
const graphJson = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

export function jsonAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': graphJson, ...headers }, body: JSON.stringify(body) };
}

export function htmlAnswer(status: number, title: string): Answer {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=us-ascii' }, body };
}
