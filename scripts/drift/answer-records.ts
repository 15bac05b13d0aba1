import { graphErrorIn, parseBody, type ParsedBody } from '../../contracts/judge/body.js';
import { headerOf, type Exchange } from '../../contracts/judge/exchange.js';
import { inconclusiveReasonIn } from '../../contracts/judge/inconclusive-answer.js';
import { isObject } from '../../contracts/json-value.js';
import { isPublicHost } from '../../recordings/redaction/hosts.js';
import { Redactor } from '../../recordings/redaction/redactor.js';
import { requestIdOf } from '../history/history-line.js';
import type { AnswerRecord } from '../verdict/report.js';
import type { CheckResult } from './check-assignment.js';
import type { AnsweredStep } from './judge-rounds.js';

/** The answers behind the findings and the inconclusive steps of a run, without secrets. Equal values get equal placeholders. */
export function answerRecords(results: readonly CheckResult[]): AnswerRecord[] {
  const redactor = new Redactor();
  return results.flatMap(({ row: { operation, apiVersion }, answered }) =>
    answered.map((one) => ({ operation, apiVersion, ...answerRecord(one, redactor) })),
  );
}

function answerRecord({ judged, exchanges }: AnsweredStep, redactor: Redactor): Omit<AnswerRecord, 'operation' | 'apiVersion'> {
  const { step, judgement } = judged;
  const reason = judgement.kind === 'inconclusive' ? judgement.reason : undefined;
  const decisive = exchanges.findLast((exchange) => inconclusiveReasonIn(exchange) === reason) ?? exchanges.at(-1);
  return {
    step,
    reason,
    fingerprints: judgement.findings.filter(({ severity }) => severity !== 'note').map(({ fingerprint }) => fingerprint),
    ...(decisive === undefined ? { status: null, body: 'none' as const } : answerIn(decisive, redactor)),
    requestIds: [...new Set(exchanges.flatMap(requestIdOf))],
  };
}

function answerIn(exchange: Exchange, redactor: Redactor): Pick<AnswerRecord, 'status' | 'failure' | 'body' | 'error' | 'redirect'> {
  const { response, failure } = exchange;
  if (response === undefined) return { status: null, failure, body: 'none' };
  const { status } = response;
  const body = parseBody(response.body);
  if (status >= 300 && status < 400) return { status, body: kindOf(body), redirect: redirectIn(exchange) };
  return { status, body: kindOf(body), error: status < 400 ? undefined : errorIn(redacted(exchange, redactor)) };
}

function kindOf({ kind }: ParsedBody): AnswerRecord['body'] {
  return kind === 'not-json' ? 'text' : kind;
}

/** Graph's error code and message. Intune writes its message as JSON in a string, followed by ids. */
function errorIn(exchange: Exchange | undefined): AnswerRecord['error'] {
  const { code, message } = graphErrorIn(parseBody(exchange?.response?.body)) ?? {};
  if (typeof code !== 'string') return undefined;
  const written = typeof message === 'string' ? message : '';
  const nested = parseBody(written);
  const inner = nested.kind === 'json' && isObject(nested.value) ? nested.value['Message'] : undefined;
  const text = (typeof inner === 'string' ? inner : written).replace(/ - Operation ID \(for customer support\)[^]*$/, '').trim();
  return { code, ...(text !== '' && { message: text }) };
}

/** Undefined if it cannot be redacted. */
function redacted(exchange: Exchange, redactor: Redactor): Exchange | undefined {
  try {
    return redactor.redact(exchange);
  } catch {
    return undefined;
  }
}

/** Another host may be a private one, so it is named only if it is one of Microsoft's. */
function redirectIn({ request, response }: Exchange): AnswerRecord['redirect'] {
  const location = headerOf(response?.headers ?? {}, 'location') ?? '';
  if (!URL.canParse(location, request.url)) return undefined;
  const { host, hostname } = new URL(location, request.url);
  if (host === new URL(request.url).host) return 'the same host';
  return isPublicHost(hostname) ? host : 'a host that is not one of Graph or its sign-in';
}
