import type { Rule, Side } from '../contract.js';
import { isObject, partOfPointer, valuesAt } from '../json-value.js';
import { parseBody } from './body.js';
import { familyOf } from './compiled-contracts.js';
import { headerOf, type Body, type Exchange } from './exchange.js';
import type { Judgement } from './judge.js';
import { knownTypeOf } from './known-type.js';
import { operationOf } from './match-operation.js';
import { objectPlaces } from './object-places.js';

const sides: readonly Side[] = ['request', 'response'];

/** The rules that an exchange tests, kept or broken. An answer that was not judged tests none. */
export function coverageOf(exchange: Exchange, judgement: Judgement): readonly Rule[] {
  const match = operationOf(exchange.request);
  if (match === undefined || judgement.kind === 'outside') return [];
  const { contract } = match;
  const { request } = exchange;
  const response = judgement.kind === 'judged' ? exchange.response : undefined;
  const bodies: Record<Side, unknown> = { request: valueOf(request.body), response: valueOf(response?.body) };
  const family = familyOf(contract);
  const objects = sides.flatMap((side) => [...objectPlaces(contract)[side].keys()].flatMap((pattern) => valuesAt(bodies[side], pattern)));
  const typed = objects.map(([pointer, object]) => ({ object, lineage: family.lineage(knownTypeOf(match, pointer, object) ?? '') }));

  const holds = (side: Side, pointer: string): boolean => valuesAt(bodies[side], pointer).length > 0;
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
        return headerOf(request.headers ?? {}, says.header) !== undefined;
      case 'response-header':
        return headerOf(response?.headers ?? {}, says.header) !== undefined;
      case 'status':
        return response !== undefined;
      case 'body':
      case 'closed':
        return bodies[says.side] !== undefined;
      case 'sets':
      case 'replaces':
        return bodies.request !== undefined;
      case 'no-body':
        return says.side === 'request' || response !== undefined;
      case 'same-object':
        return holds('response', `/${contract.identity?.member ?? ''}`);
      case 'updated':
        return contract.settable.some((member) => sides.every((side) => holds(side, `/${partOfPointer(member)}`)));
      case 'member':
      case 'root-type':
      case 'nested-type':
        return holds(says.side, says.pointer);
      case 'known-type':
        return typed.some(({ lineage }) => lineage[0] === says.typeName);
      case 'type-property':
        return typed.some(
          ({ object, lineage }) => lineage.includes(says.typeName) && isObject(object) && object[says.property] !== undefined,
        );
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
