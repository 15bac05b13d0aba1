import type { Contract } from '../../contracts/contract.js';
import { parseBody } from '../../contracts/judge/body.js';
import { familyOf } from '../../contracts/judge/compiled-contracts.js';
import type { Exchange, ExchangeResponse } from '../../contracts/judge/exchange.js';
import { isNotRouted } from '../../contracts/judge/judge-status.js';
import { inconclusiveReasonOf } from '../../contracts/judge/inconclusive-answer.js';
import { isObject } from '../../contracts/json-value.js';
import { hyphenated, typesOfMember, valueWords } from '../../contracts/value-words.js';

/** The outcome of an exchange as the name of a file: `200-group-target`, `400-not-routed`, `429-throttled`. */
export function nameExchange({ request, response }: Exchange, contract: Contract): string {
  if (response === undefined) return 'connection-lost';
  return `${response.status}-${outcomeName(request.method.toUpperCase(), response) ?? updateName(contract, request.body)}`;
}

/** Undefined for an update that was answered with JSON: its name is that of the request. */
function outcomeName(method: string, response: ExchangeResponse): string | undefined {
  const body = parseBody(response.body);
  if (isNotRouted(response.status, body)) return 'not-routed';
  const reason = inconclusiveReasonOf(response, body);
  if (reason !== undefined) return reason;
  if (response.status === 304) return 'not-modified';
  if (response.status >= 300) return response.status < 400 ? 'redirected' : 'refused';
  if (method === 'GET') return body.kind === 'json' ? 'read' : `read-${body.kind}`;
  if (body.kind === 'none') return response.status === 204 ? 'no-content' : 'empty';
  return body.kind === 'json' ? undefined : body.kind;
}

/** A name with more members would be too long. */
const mostNamed = 3;

/** The members that a request sets, each with the type of its value if it has one. */
function updateName(contract: Contract, sent: unknown): string {
  const { settable } = contract;
  const body = parseBody(sent);
  const value = body.kind === 'json' && isObject(body.value) ? body.value : {};
  const set = settable.flatMap((member) => (member in value ? (memberName(contract, member, value[member]) ?? []) : []));
  if (set.length > mostNamed) return `${set.length}-members`;
  return set.length === 0 ? `without-${settable.length === 1 ? settable.map(hyphenated).join('') : 'members'}` : set.join('-');
}

/** `group-target` for a group in `target`. Undefined for a value that can have no type where there must be one. */
function memberName(contract: Contract, member: string, value: unknown): string | undefined {
  const types = typesOfMember(contract, familyOf(contract), member);
  if (types.length === 0) return hyphenated(member);
  const written = isObject(value) ? value['@odata.type'] : undefined;
  const name = typeof written === 'string' ? /^#?microsoft\.graph\.(.+)$/s.exec(written)?.[1] : undefined;
  return isObject(value) ? valueWords(member, types, name) : undefined;
}
