import { apiVersions } from '../contract.js';
import { isObject, partOfPointer } from '../json-value.js';
import type { Draft } from './draft.js';
import { promiseBody, promiseHeader } from './example-rules.js';
import { isBetaOnly } from './source-version.js';
import type { Metadata } from './metadata.js';
import type { HttpRequest } from './page/http-message.js';

/** Turns the table of request properties and the example requests into rules about what a client sends. */
export function promiseRequest(draft: Draft, metadata: Metadata): void {
  const requests = draft.examples.flatMap(({ request }) => request ?? []);
  // Some pages have one sentence for the body and its table.
  if (draft.bodyList !== undefined && draft.find('request.body') === undefined && draft.find('request.body.none') === undefined)
    draft.promise('request.body', draft.bodyList.line, { what: 'body', side: 'request', collection: false });
  const body = draft.promised('request.body', 'body');
  if (body !== undefined && requests.length > 0 && requests.every((request) => request.body === undefined) && isAction(draft))
    draft.amend('request.body', { ...body, optional: true });
  draft.settable = settableMembers(draft, metadata, requests);
  const required = requiredMembers(draft, requests);
  promiseRows(draft, metadata, requests, required);

  const lists = draft.bodyRows.filter(({ type }) => type.json === 'array');
  if (draft.replacesAt !== undefined && lists.length === 1)
    draft.promise('request.body.replaces', draft.replacesAt, { what: 'replaces', list: `/${partOfPointer(lists[0]?.name ?? '')}` });

  const versionLine = requests[0]?.line ?? draft.find('request.method')?.at.line ?? 1;
  draft.promise('request.version', versionLine, { what: 'api-version', versions: isBetaOnly(draft.page) ? ['beta'] : apiVersions });
  draft.applyReading('api-version', versionLine);

  const side = { draft, metadata, side: 'request' } as const;
  for (const request of requests) {
    readUrl(draft, request);
    for (const header of request.headers) {
      const name = header.name.toLowerCase();
      if (name === 'content-length') continue;
      if (name === 'content-type' || draft.find(`request.header.${name}`) !== undefined) {
        promiseHeader(side, header);
        if (name === 'content-type') draft.applyReading('content-type', header.line);
      } else {
        draft.leaveOpen(`the example sends the header ${header.name}, which no row requires`, header.line);
      }
    }
    promiseBody(side, request, ({ path: [name = '', ...inner] }) => ({ required: inner.length === 0 && required.has(name) }));
  }
}

/**
 * The members of a request body that a page requires. PATCH is a partial update: if it can set several members, none of them is required.
 * Then a separate rule says that an update sets at least one.
 */
function requiredMembers(draft: Draft, requests: readonly HttpRequest[]): ReadonlySet<string> {
  const { bodyRows: rows, bodyList: list, settable } = draft;
  if (list === undefined) return new Set();
  if (draft.promised('request.method', 'method')?.method === 'PATCH') {
    if (settable.length < 2) return new Set(settable);
    const pointers = settable.map((name) => `/${partOfPointer(name)}`);
    draft.promise('request.body.sets', list.line, { what: 'sets', pointers });
    return new Set();
  }
  if (list.purpose === 'other') return new Set();
  if (list.purpose === 'action') draft.applyReading('action-parameters', list.line);
  const shown = requests.flatMap(({ body }) => (isObject(body?.value) ? [new Set(Object.keys(body.value))] : []));
  const required = rows.filter(({ name, optional }) => !optional && settable.includes(name) && shown.every((names) => names.has(name)));
  return new Set(required.map(({ name }) => name));
}

/** The members that the rows and the examples name, except `id` and the read-only ones. */
function settableMembers(draft: Draft, metadata: Metadata, requests: readonly HttpRequest[]): readonly string[] {
  const rows = draft.bodyRows;
  const resource = draft.promised('request.body', 'body')?.typeName ?? draft.promised('response.body', 'body')?.typeName ?? '';
  const readOnly = new Set(rows.filter((row) => row.readOnly).map(({ name }) => name));
  const shown = requests.flatMap(({ body }) => (isObject(body?.value) ? Object.keys(body.value) : []));
  const named = new Set([...rows.map(({ name }) => name), ...shown.filter((name) => !name.includes('@'))]);
  return [...named].filter((name) => name !== 'id' && !readOnly.has(name) && !metadata.isReadOnly(resource, name));
}

/** The parameters of an action are optional where no example sends any. */
function isAction(draft: Draft): boolean {
  const method = draft.promised('request.method', 'method')?.method;
  return (method === 'POST' || method === 'GET') && draft.bodyList?.purpose !== 'create';
}

function promiseRows(draft: Draft, metadata: Metadata, requests: readonly HttpRequest[], required: ReadonlySet<string>): void {
  const shown = requests.flatMap(({ body }) => body?.members.filter(({ path }) => path.length === 1) ?? []);
  for (const row of draft.bodyRows) {
    const { name, line, type, readOnly } = row;
    const example = shown.find(({ path }) => path[0] === name);
    const id = `request.body/${name}`;
    const values = row.values ?? metadata.valuesOf(type.typeName ?? '');
    if (readOnly) draft.readOnly.push(id);
    const before = draft.promise(id, line, {
      what: 'member',
      side: 'request',
      pointer: `/${name}`,
      type: type.json ?? (values !== undefined ? 'string' : metadata.knows(type.typeName ?? '') ? 'object' : example?.type),
      typeName: type.typeName,
      items: type.items,
      values,
      required: required.has(name),
      nonEmpty: name === 'id',
    });
    if (before !== undefined) draft.noteOdd(`${name} has a row already, in line ${before.at.line}`, line);
    if (name === 'id') draft.applyReading('id-format', line);
    if (name === 'id' && example === undefined && requests.length > 0) draft.applyReading('request-id', line);
  }
}

/** Compares the method and the URL of an example with the path templates. */
function readUrl(draft: Draft, { method, url, line }: HttpRequest): void {
  if (/\*\*|Entity URI/i.test(url)) {
    draft.noteOdd('the URL ends in a note of the page generator', line);
    draft.leaveOpen('the URL of the example', line);
    return;
  }
  const path = /^https?:\/\/[^/]+(\/.*)$/.exec(url)?.[1];
  if (path === undefined) {
    if (!url.startsWith('/')) draft.noteOdd('the URL is neither absolute nor a path', line);
    draft.leaveOpen('the host and the API version of the example', line);
    return;
  }
  draft.applyReading('host', line);
  const [start = ''] = draft.promised('request.path', 'path')?.template.split('{', 1) ?? [];
  const at = path.indexOf(start);
  const prefix = at > 0 ? path.slice(1, at) : (path.split('/')[1] ?? '');
  if (prefix.includes('\\')) draft.noteOdd(`the URL has a backslash where the API version belongs: ${prefix}`, line);
  if (prefix !== 'v1.0' && prefix !== 'beta') draft.leaveOpen('the API version: the URL of the example names none', line);
  if (at === -1) draft.noteOdd('the URL of the example is not one of the paths above', line);
  const promised = draft.promised('request.method', 'method')?.method;
  if (method !== promised) draft.noteOdd(`the example uses ${method}, the section above ${promised}`, line);
}
