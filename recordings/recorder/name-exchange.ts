import { parseBody } from '../../contracts/judge/body.js';
import type { Exchange, ExchangeResponse } from '../../contracts/judge/exchange.js';
import { isNotRouted } from '../../contracts/judge/judge-status.js';
import { inconclusiveReasonOf } from '../../contracts/judge/inconclusive-answer.js';
import { isObject } from '../../contracts/json-value.js';

/** Says in a few words what happened in an exchange, for the name of a file: `200-group-target`, `400-not-routed`, `429-throttled`. */
export function nameExchange({ request, response }: Exchange): string {
  if (response === undefined) return 'connection-lost';
  return `${response.status}-${whatHappened(request.method.toUpperCase(), targetType(request.body), response)}`;
}

function whatHappened(method: string, target: string | undefined, response: ExchangeResponse): string {
  const body = parseBody(response.body);
  if (isNotRouted(response.status, body)) return 'not-routed';
  const weather = inconclusiveReasonOf(response, body);
  if (weather !== undefined) return weather;
  if (response.status === 304) return 'not-modified';
  if (response.status >= 300) return response.status < 400 ? 'redirected' : 'refused';
  if (method === 'GET') return body.kind === 'json' ? 'read' : `read-${body.kind}`;
  if (body.kind === 'none') return response.status === 204 ? 'no-content' : 'empty';
  if (body.kind !== 'json') return body.kind;
  return target === undefined ? 'without-target' : `${target}-target`;
}

/** `#microsoft.graph.groupAssignmentTarget` is a `group` target; a type of another form is `other`. */
function targetType(sent: unknown): string | undefined {
  const body = parseBody(sent);
  if (body.kind !== 'json' || !isObject(body.value) || !isObject(body.value['target'])) return undefined;
  const type = body.value['target']['@odata.type'];
  const name = typeof type === 'string' ? /^#?microsoft\.graph\.([A-Za-z]{1,60}?)AssignmentTarget$/.exec(type)?.[1] : undefined;
  return name === undefined ? 'other' : name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^-/, '');
}
