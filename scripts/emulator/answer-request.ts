import { headerOf, type ExchangeRequest } from '../../contracts/judge/exchange.js';
import { headerFits } from '../../contracts/judge/header-value.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { graphError, type Answer, type ErrorIds } from '../http/answer.js';
import { answers, type EmulatorSettings } from './answers.js';
import { intuneError, noRouteError } from './graph-answers.js';

/** Answers one request in the order of Graph: path, credentials, method, body, object. @param judged the judgement of the request, if there is one. */
export function answerRequest(request: ExchangeRequest, settings: EmulatorSettings, judged?: Judgement): Answer {
  const { ids: errorIds } = settings;
  const { method } = request;
  if (request.bodyWithheld === true) return graphError(413, 'RequestEntityTooLarge', 'The emulator takes bodies of up to 4 MiB.', errorIds);
  const { match, route } = settings.routes.match(request.url) ?? {};
  if (match === undefined || match.misspelt.length > 0) {
    const message = 'Resource not found for a segment of this path. The emulator knows the paths of its contracts.';
    return graphError(400, 'BadRequest', message, errorIds);
  }
  const { version } = match;
  if (version === undefined) return graphError(400, 'BadRequest', 'Invalid version. Use v1.0 or beta.', errorIds);
  if (lacksToken(request))
    return graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.', errorIds, { 'www-authenticate': 'Bearer' });

  const ids = match.parameters.map(({ value }) => value);
  const answer = route && answers.get(`${route.kind} ${method}`);
  if (route === undefined || answer === undefined || ids.some((id) => id.trim() === '')) return noRouteError(method, errorIds);
  const refusal = method === 'GET' ? undefined : refusedRequest(judged ?? judge({ request }, {}, settings.operations), errorIds);
  if (refusal !== undefined) return refusal;
  const { contract, path, kind } = route;
  return answer({ request, contract, version, address: { path, ids: kind === 'object' ? ids : [...ids, ''] }, settings });
}

/** False if a client may have left its token out on purpose. */
function lacksToken({ headers = {}, withheld = [] }: ExchangeRequest): boolean {
  const sent = headerOf(headers, 'authorization');
  if (sent === undefined && withheld.includes('authorization')) return false;
  return !headerFits({ kind: 'bearer' }, sent ?? '');
}

/** The answer to a request that breaks the contract. */
function refusedRequest(judged: Judgement, ids: ErrorIds): Answer | undefined {
  const breaking = judged.kind === 'outside' ? [] : judged.findings.filter(({ severity }) => severity === 'breaking');
  const [first] = breaking;
  if (first === undefined) return undefined;
  const text = `${breaking.map(({ message }) => message).join(' ')} (The emulator judged the request; see "graph-contracts explain ${first.code}".)`;
  return intuneError(400, first.code === 'request.body.not-json' ? 'BadRequest' : 'ModelValidationFailure', text, ids);
}
