import { parseBody } from '../../contracts/judge/body.js';
import type { Exchange, ExchangeResponse } from '../../contracts/judge/exchange.js';
import { isNotRouted } from '../../contracts/judge/judge-status.js';
import { inconclusiveReasonOf } from '../../contracts/judge/inconclusive-answer.js';
import { isObject } from '../../contracts/json-value.js';

/** The outcome of an exchange as the name of a file: `200-group-target`, `400-not-routed`, `429-throttled`. */
export function nameExchange({ request, response }: Exchange): string {
  if (response === undefined) return 'connection-lost';
  return `${response.status}-${outcomeName(request.method.toUpperCase(), targetType(request.body), response)}`;
}

function outcomeName(method: string, target: string | undefined, response: ExchangeResponse): string {
  const body = parseBody(response.body);
  if (isNotRouted(response.status, body)) return 'not-routed';
  const reason = inconclusiveReasonOf(response, body);
  if (reason !== undefined) return reason;
  if (response.status === 304) return 'not-modified';
  if (response.status >= 300) return response.status < 400 ? 'redirected' : 'refused';
  if (method === 'GET') return body.kind === 'json' ? 'read' : `read-${body.kind}`;
  if (body.kind === 'none') return response.status === 204 ? 'no-content' : 'empty';
  if (body.kind !== 'json') return body.kind;
  return target === undefined ? 'without-target' : `${target}-target`;
}

/** `group` for `#microsoft.graph.groupAssignmentTarget`; `other` for types of another form. */
function targetType(sent: unknown): string | undefined {
  const body = parseBody(sent);
  if (body.kind !== 'json' || !isObject(body.value) || !isObject(body.value['target'])) return undefined;
  const type = body.value['target']['@odata.type'];
  const name = typeof type === 'string' ? /^#?microsoft\.graph\.([A-Za-z]{1,60}?)AssignmentTarget$/.exec(type)?.[1] : undefined;
  return name === undefined ? 'other' : name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^-/, '');
}
