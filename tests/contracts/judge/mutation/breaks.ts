import type { Says } from '../../../../contracts/contract.js';
import type { Break, BreaksOf, Setting } from './break.js';
import { body, closed, member, noBody, replaces, sets } from './breaks-of-bodies.js';
import { requestHeader, responseHeader } from './breaks-of-headers.js';
import { sameObject, status, updated } from './breaks-of-the-answer.js';
import { apiVersion, method, path, pathParameter } from './breaks-of-the-request-line.js';
import { knownType, nestedType, rootType, typeProperty } from './breaks-of-types.js';

/** Every kind of rule, and the ways of breaking it. A new kind does not compile until it stands here. */
const breaksOf: { readonly [What in Says['what']]: BreaksOf<What> } = {
  method,
  path,
  'path-parameter': pathParameter,
  'api-version': apiVersion,
  'request-header': requestHeader,
  'response-header': responseHeader,
  status,
  body,
  'no-body': noBody,
  closed,
  'same-object': sameObject,
  updated,
  member,
  sets,
  replaces,
  'root-type': rootType,
  'nested-type': nestedType,
  'known-type': knownType,
  'type-property': typeProperty,
};

export function breaksOfRule(setting: Setting): readonly Break[] {
  const { says } = setting.rule;
  // The table pairs each kind with its own shape; TypeScript cannot follow that through the index.
  return (breaksOf[says.what] as (says: Says, setting: Setting) => readonly Break[])(says, setting);
}
