import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { Code } from '../../contracts/judge/codes.js';
import { isObject, type JsonObject } from '../../contracts/json-value.js';
import { graphOrigins } from '../../recordings/traffic/hosts.js';
import { assignmentPath } from '../client/assignment.js';
import { sampleObjects } from '../emulator/emulated-object.js';

export type MeasuredFormat = 'har' | 'ndjson' | 'pact';

/** A change of an exchange that causes exactly one finding besides notes. */
interface Fault {
  readonly pointer: string;
  readonly code: Code;
  /** The code in a pact, if it differs. */
  readonly codeInPact?: Code;
  readonly sent?: JsonObject;
  readonly status?: number;
  readonly contentType?: string;
  readonly received?: JsonObject;
}

const faults: readonly Fault[] = [
  { code: 'request.body.missing-property', pointer: '/target', sent: { target: undefined } },
  { code: 'request.body.undocumented-property', pointer: '/priority', sent: { priority: 1 } },
  { code: 'request.body.type', pointer: '/target', sent: { target: 'all devices' } },
  { code: 'request.body.value', pointer: '/target/@odata.type', sent: { target: { '@odata.type': '#microsoft.graph.everybody' } } },
  { code: 'response.status', codeInPact: 'expectation.status', pointer: 'status', status: 202 },
  { code: 'response.header.content-type', codeInPact: 'expectation.header', pointer: 'content-type', contentType: 'text/plain' },
  { code: 'response.body.type', codeInPact: 'expectation.type', pointer: '/id', received: { id: 4711 } },
];

/** The last of every ten exchanges is faulty. The kinds of fault take turns. */
export function faultAt(index: number): Fault | undefined {
  return index % 10 === 9 ? faults[Math.floor(index / 10) % faults.length] : undefined;
}

/** The code and the pointer of the fault at an index, which tell the faults apart. */
export function faultKind(index: number, format: MeasuredFormat): string | undefined {
  const fault = faultAt(index);
  return fault && `${(format === 'pact' ? fault.codeInPact : undefined) ?? fault.code} ${fault.pointer}`;
}

/** How often each fault is planted in an input. */
export function plantedFaults(size: number, format: MeasuredFormat): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let index = 0; index < size; index += 1) {
    const kind = faultKind(index, format);
    if (kind !== undefined) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** A PATCH of an assignment and its response. They depend only on the index, so a larger input begins with the smaller one. */
export function exchangeAt(index: number) {
  const random = createHash('shake256', { outputLength: 300 }).update(String(index)).digest();
  const pick = <T>(choices: readonly T[], byte: number): T => choices[(random[byte] ?? 0) % choices.length] as T;
  const [policyId = '', requestId] = [16, 32].map((from) => guid(random.toString('hex', from, from + 16)));
  const contract = pick(contracts, 0);
  const version = pick(contract.apiVersions, 1);
  const { ids, members } = pick(sampleObjects(contract, 0), 2);
  const id = `${policyId}_${(ids.at(-1) ?? '').replace(/^.*_/, '')}`;
  const date = new Date(Date.UTC(2026, 7, 1) + index * 40);
  const jsonType = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
  const { sent, status = 200, contentType = jsonType, received } = faultAt(index) ?? {};
  return {
    date,
    path: assignmentPath(contract, version, { policyId, assignmentId: id }),
    request: {
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip, deflate, br, zstd',
        authorization: `Bearer ${random.toString('base64url', 48)}`,
        'client-request-id': requestId,
        'content-type': 'application/json',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139 Safari/537.36',
      },
      body: { '@odata.type': `#microsoft.graph.${contract.resourceType ?? ''}`, ...members, ...sent },
    },
    response: {
      status,
      headers: {
        'cache-control': 'no-cache',
        'content-encoding': 'gzip',
        'content-type': contentType,
        date: date.toUTCString(),
        'odata-version': '4.0',
        'request-id': requestId,
        'strict-transport-security': 'max-age=31536000',
        'x-ms-ags-diagnostic': '{"ServerInfo":{"DataCenter":"West Europe","Slice":"E","Ring":"5","RoleInstance":"AM4PEPF0001"}}',
      },
      body: { id, ...(version === 'beta' ? { source: 'direct', sourceId: policyId } : {}), ...members, ...received },
    },
  };
}

function guid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Not indented, unlike a browser's HAR: Redocly reads a file into one string, and 100,000 indented entries exceed Node's limit. */
function harEntry(index: number): string {
  const { path, request, response, date } = exchangeAt(index);
  const common = { httpVersion: 'http/2.0', cookies: [], headersSize: -1, bodySize: -1 };
  const listOf = (headers: object): object[] => Object.entries(headers).map(([name, value]: [string, unknown]) => ({ name, value }));
  return JSON.stringify({
    startedDateTime: date.toISOString(),
    time: 180,
    request: {
      ...common,
      method: 'PATCH',
      url: `${graphOrigins.global}${path}`,
      headers: listOf(request.headers),
      queryString: [],
      postData: { mimeType: 'application/json', text: JSON.stringify(request.body) },
    },
    response: {
      ...common,
      status: response.status,
      statusText: '',
      headers: listOf(response.headers),
      content: { size: -1, mimeType: response.headers['content-type'].replace(/;.*/, ''), text: JSON.stringify(response.body) },
      redirectURL: '',
    },
    cache: {},
    timings: { send: 1, wait: 178, receive: 1 },
  });
}

function ndjsonLine(index: number): string {
  const { path, request, response } = exchangeAt(index);
  return JSON.stringify({
    request: { ...request, method: 'PATCH', url: `${graphOrigins.global}${path}`, body: JSON.stringify(request.body) },
    response: { ...response, body: JSON.stringify(response.body) },
  });
}

const pactEnd = '"metadata":{"pactSpecification":{"version":"4.0"}},"provider":{"name":"microsoft-graph"}}';

/** An interaction of Pact 4, with matching rules. */
function pactInteraction(index: number): string {
  const { path, request, response } = exchangeAt(index);
  const contentType = response.headers['content-type'].replace(/;.*/, '');
  return JSON.stringify({
    type: 'Synchronous/HTTP',
    description: `update number ${index + 1}`,
    request: {
      method: 'PATCH',
      path,
      headers: { Authorization: ['Bearer {token}'], 'Content-Type': ['application/json'] },
      body: { content: request.body, contentType: 'application/json', encoded: false },
      matchingRules: { body: typeRules(request.body), header: { Authorization: { combine: 'AND', matchers: [{ match: 'type' }] } } },
    },
    response: {
      status: response.status,
      headers: { 'Content-Type': [contentType] },
      body: { content: response.body, contentType, encoded: false },
      matchingRules: { body: typeRules(response.body) },
    },
  });
}

/** Rules that allow the name of the target's type with and without its `#`, as Graph writes it. */
function typeRules({ target }: JsonObject): object {
  const type = isObject(target) ? target['@odata.type'] : undefined;
  if (typeof type !== 'string') return {};
  const regex = `^#?${type.slice(1).replaceAll('.', '\\.')}$`;
  return { "$.target['@odata.type']": { combine: 'AND', matchers: [{ match: 'regex', regex }] } };
}

/** The text before, between and after the items. */
const layouts: Readonly<Record<MeasuredFormat, readonly [start: string, item: (index: number) => string, separator: string, end: string]>> =
  {
    har: ['{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"entries":[', harEntry, ',\n', ']}}\n'],
    ndjson: ['', ndjsonLine, '\n', '\n'],
    pact: ['{"consumer":{"name":"benchmark"},"interactions":[', pactInteraction, ',\n', `],${pactEnd}\n`],
  };

/** The text of an input in pieces, so a large one need not fit into memory. Each exchange is one line. */
export function* inputText(format: MeasuredFormat, size: number): Generator<string> {
  const [start, item, separator, end] = layouts[format];
  yield start;
  for (let index = 0; index < size; index += 1) yield (index === 0 ? '' : separator) + item(index);
  yield end;
}

export async function writeInput(file: string, format: MeasuredFormat, size: number): Promise<void> {
  await pipeline(Readable.from(inputText(format, size)), createWriteStream(file, { highWaterMark: 1024 * 1024 }));
}
