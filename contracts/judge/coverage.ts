import { isObject } from '../json-value.js';
import { parseBody } from './body.js';
import { familyOf } from './compiled-contracts.js';
import { headerOf, type Body, type Exchange, type Headers } from './exchange.js';
import type { Judgement } from './judge.js';
import { matchOperation } from './match-operation.js';
import { typeNameIn } from './known-type.js';
import type { Rule, Side } from '../contract.js';

/** The rules that an exchange tests, kept or broken. An answer that was not judged tests none. */
export function coverageOf(exchange: Exchange, judgement: Judgement): readonly Rule[] {
  const match = matchOperation(exchange.request.url);
  if (match === undefined || judgement.kind === 'outside') return [];
  const { contract } = match;
  const { request } = exchange;
  const response = judgement.kind === 'judged' ? exchange.response : undefined;
  const bodies: Record<Side, unknown> = { request: valueOf(request.body), response: valueOf(response?.body) };
  const family = familyOf(contract);
  const lineages = (['request', 'response'] as const).map((side) => family.lineage(typeOfTarget(bodies[side])));

  const touches = ({ id, says }: Rule): boolean => {
    switch (says.what) {
      case 'method':
      case 'api-version':
        return true;
      case 'path':
        return id === match.rule;
      case 'path-parameter':
        return id.startsWith(`${match.rule}.{`);
      case 'request-header':
        return has(request.headers, says.header);
      case 'response-header':
        return has(response?.headers, says.header);
      case 'status':
        return response !== undefined;
      case 'body':
      case 'closed':
        return bodies[says.side] !== undefined;
      case 'sets':
        return bodies.request !== undefined;
      case 'no-body':
        return says.side === 'request' || response !== undefined;
      case 'same-object':
        return isObject(bodies.response) && 'id' in bodies.response;
      case 'updated':
        return isObject(bodies.response) && 'target' in bodies.response && isObject(bodies.request) && 'target' in bodies.request;
      case 'member':
      case 'root-type':
      case 'nested-type':
        return holds(bodies[says.side], says.pointer);
      case 'known-type':
        return lineages.some((lineage) => lineage[0] === says.typeName);
      case 'type-property': {
        const pointer = says.typeName === contract.resourceType ? `/${says.property}` : `/target/${says.property}`;
        return (['request', 'response'] as const).some((side) => holds(bodies[side], pointer));
      }
      default:
        return says satisfies never;
    }
  };
  return contract.rules.filter(touches);
}

function valueOf(body: Body): unknown {
  const read = parseBody(body);
  return read.kind === 'json' ? read.value : undefined;
}

function typeOfTarget(body: unknown): string {
  const target = isObject(body) ? body['target'] : undefined;
  const written = isObject(target) ? target['@odata.type'] : undefined;
  return typeof written === 'string' ? (typeNameIn(written) ?? '') : '';
}

function has(headers: Headers | undefined, name: string): boolean {
  return headers !== undefined && headerOf(headers, name) !== undefined;
}

/** True when a JSON Pointer leads to a value. */
function holds(body: unknown, pointer: string): boolean {
  let value = body;
  for (const name of pointer.split('/').slice(1)) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return false;
    value = value[name];
  }
  return true;
}
