/** Headers that are about one connection, and not about the message (RFC 9110, 7.6.1); and those that the next connection gets its own values for. */
const ofConnection: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const ofRequest: ReadonlySet<string> = new Set([...ofConnection, 'host', 'expect', 'content-length']);
const ofAnswer: ReadonlySet<string> = new Set([...ofConnection, 'content-length']);

/** What of a request goes on to Graph: names and values in turn, as they came. */
export function toUpstream(raw: readonly string[]): string[] {
  return without(raw, ofRequest);
}

/** What of an answer goes on to the client. The length is that of what was received. */
export function toClient(raw: readonly string[], length: number | undefined): string[] {
  const kept = without(raw, ofAnswer);
  if (length !== undefined) kept.push('content-length', String(length));
  return kept;
}

function without(raw: readonly string[], dropped: ReadonlySet<string>): string[] {
  const named = namedByConnection(raw);
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? '';
    const lower = name.toLowerCase();
    if (!dropped.has(lower) && !named?.has(lower)) kept.push(name, raw[at + 1] ?? '');
  }
  return kept;
}

const connection = 'connection';

/** `Connection` may name further headers that are about the connection. */
function namedByConnection(raw: readonly string[]): ReadonlySet<string> | undefined {
  let names: Set<string> | undefined;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? '';
    if (name.length !== connection.length || name.toLowerCase() !== connection) continue;
    const value = (raw[at + 1] ?? '').toLowerCase();
    if (value === 'keep-alive' || value === 'close') continue;
    names ??= new Set();
    for (const one of value.split(',')) names.add(one.trim());
  }
  return names;
}
