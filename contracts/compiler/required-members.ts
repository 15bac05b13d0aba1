import { partOfPointer } from '../json-pointer.js';
import { isObject } from '../json-value.js';
import type { HttpRequest } from './page/http-message.js';
import { bodyType } from './declared-type.js';
import type { Draft } from './draft.js';
import type { Metadata } from './metadata.js';
import type { RequestBodyFacts } from './read-request-body.js';

/**
 * The members of a request body that a page requires. PATCH is a partial update: of several members that it can set, none is required by
 * itself, and a rule of its own says that an update sets one of them.
 */
export function requiredMembers(
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
