import { partOfPointer } from '../json-pointer.js';
import { isObject } from '../json-value.js';
import type { HttpRequest } from './page/http-message.js';
import { bodyType } from './declared-type.js';
import type { Draft } from './draft.js';
import type { Metadata } from './metadata.js';
import { leaveOpenUnlessObject, promiseHeader, promiseMembers } from './example-rules.js';
import { readExampleUrl } from './read-example-url.js';
import type { ExamplePair } from './sections/examples.js';
import type { HttpRequestFacts } from './sections/http-request.js';
import type { RequestBodyFacts } from './sections/request-body.js';

/** Turns the table of request properties and the example requests into rules about what a client sends. */
export function promiseRequest(
  draft: Draft,
  metadata: Metadata,
  http: HttpRequestFacts,
  body: RequestBodyFacts,
  pairs: readonly ExamplePair[],
): void {
  const messages = pairs.flatMap((pair) => (pair.request === undefined ? [] : [pair.request]));
  const shown = messages.flatMap((message) => message.body?.members ?? []);

  const required = requiredMembers(draft, metadata, http.method, body, messages);
  for (const row of body.rows) {
    const example = shown.find((member) => member.path.length === 1 && member.path[0] === row.name);
    const type = row.type.json ?? example?.type;
    const isId = row.name === 'id';
    if (row.readOnly) draft.readOnly.push(`request.body/${row.name}`);
    const before = draft.promise(`request.body/${row.name}`, row.line, 'table-row', {
      what: 'member',
      side: 'request',
      pointer: `/${row.name}`,
      type,
      ...(row.type.typeName === undefined ? {} : { typeName: row.type.typeName }),
      required: required.has(row.name),
      nonEmpty: isId,
    });
    if (before !== undefined) draft.findOdd(`${row.name} has a row already, in line ${before.at.line}`, row.line, 'table-row');
    if (isId) draft.readIt('id-format', row.line, 'table-row');
    if (isId && example === undefined && messages.length > 0) draft.readIt('request-id', row.line, 'table-row');
  }

  const versionLine = messages[0]?.line ?? http.line;
  draft.promise('request.version', versionLine, messages.length > 0 ? 'example' : 'code-block', {
    what: 'api-version',
    versions: ['v1.0', 'beta'],
  });
  draft.readIt('api-version', versionLine, messages.length > 0 ? 'example' : 'code-block');

  for (const message of messages) {
    readExampleUrl(draft, http, message);
    for (const header of message.headers) {
      const name = header.name.toLowerCase();
      if (name === 'content-length') continue;
      if (name === 'content-type' || draft.find(`request.header.${name}`) !== undefined) {
        promiseHeader(draft, 'request', header);
        if (name === 'content-type') draft.readIt('content-type', header.line, 'example');
      } else {
        draft.leaveOpen(`the example sends the header ${header.name}, which no row requires`, header.line, 'example');
      }
    }
    leaveOpenUnlessObject(draft, message);
    promiseMembers(draft, metadata, 'request', message.body?.members ?? [], ({ path: [name = '', ...inner] }) => ({
      required: inner.length === 0 && required.has(name),
    }));
  }
}

/**
 * The members of a request body that a page requires. PATCH is a partial update: of several members that it can set, none is required by
 * itself, and a rule of its own says that an update sets one of them.
 */
function requiredMembers(
  draft: Draft,
  metadata: Metadata,
  method: string,
  { listed, rows }: RequestBodyFacts,
  examples: readonly HttpRequest[],
): ReadonlySet<string> {
  const resource = bodyType(draft, 'request') ?? bodyType(draft, 'response') ?? '';
  const readOnly = new Set(rows.filter((row) => row.readOnly).map(({ name }) => name));
  const isSettable = (name: string): boolean => name !== 'id' && !readOnly.has(name) && !metadata.isReadOnly(resource, name);
  const shown = examples.flatMap(({ body }) => (isObject(body?.value) ? [new Set(Object.keys(body.value))] : []));

  if (method === 'PATCH') {
    if (listed?.purpose !== 'create') return new Set();
    const named = [...rows.map(({ name }) => name), ...shown.flatMap((names) => [...names].filter((name) => !name.includes('@')))];
    const settable = new Set(named.filter(isSettable));
    if (settable.size < 2) return settable;
    const pointers = [...settable].map((name) => `/${partOfPointer(name)}`);
    draft.promise('request.body.sets', listed.line, 'prose', { what: 'sets', pointers });
    return new Set();
  }
  if (listed === undefined || listed.purpose === 'other') return new Set();
  if (listed.purpose === 'action') draft.readIt('action-parameters', listed.line, 'prose');
  const required = rows.filter(({ name, optional }) => !optional && isSettable(name) && shown.every((names) => names.has(name)));
  return new Set(required.map(({ name }) => name));
}
