import type { ApiVersion, Contract } from '../../../contracts/contract.js';
import { graphErrorIn, parseBody, type ParsedBody } from '../../../contracts/judge/body.js';
import { familyOf } from '../../../contracts/judge/compiled-contracts.js';
import { describeErrorCode, describeProperty } from '../../../contracts/judge/describe.js';
import { headerOf, type Exchange, type ExchangeResponse } from '../../../contracts/judge/exchange.js';
import type { Judgement } from '../../../contracts/judge/judge.js';
import { expectedStatus } from '../../../contracts/judge/judge-status.js';
import { matchOperation } from '../../../contracts/judge/match-operation.js';
import { isObject, type JsonObject } from '../../../contracts/json-value.js';
import { bareTypeName } from '../../../contracts/type-family.js';
import { originOf } from '../../../recordings/recorder/session.js';
import { Redactor } from '../../../recordings/redaction/redactor.js';
import { isOfGraph } from '../../../recordings/traffic/hosts.js';
import type { AssignmentCheck } from '../../client/assignment.js';
import type { BetaOnlyMember, ProbedAnswer, ProbedHeader, ProbedMembers, ProbedValue, ProbeRecord } from '../../verdict/report.js';
import { shownText } from '../../verdict/shown-text.js';
import type { CheckResult } from '../check-assignment.js';

/** A probe without its words, and what its words need besides. */
export interface ProbeFacts {
  readonly seen: Omit<ProbeRecord, 'sentences' | 'reading'>;
  readonly method: string;
  readonly settable: Contract['settable'];
  /** Whether requests went to Microsoft Graph; answers of a proxy on the way included. */
  readonly toGraph: boolean;
  /** How the answer contradicts the page or goes beyond it, in sentences. */
  readonly differences: readonly string[];
  /** Whether a finding fails the run. */
  readonly disagrees: boolean;
}

/** A read of the assignment before its update. */
interface Read {
  readonly version: ApiVersion;
  readonly body: JsonObject;
}

/** @param result undefined if the check was not begun. @param secrets values that must not be shown. @param day of the probe. */
export function probeFacts(check: AssignmentCheck, result: CheckResult | undefined, secrets: readonly string[], day: string): ProbeFacts {
  const { contract, version } = check;
  const { exchanges = [], durations = [], judged = [], row } = result ?? {};
  const redactor = new Redactor(secrets);
  const redacted = exchanges.map((exchange) => redactedOrBare(redactor, exchange));
  const at = exchanges.findIndex(({ request }) => request.method === contract.method);
  const [update, shown] = [exchanges[at], redacted[at]];
  const judgement = update && judged.find(({ source }) => source.description.startsWith(contract.method))?.judgement;
  const reads = lastReads(at === -1 ? redacted : redacted.slice(0, at));
  const answered = exchanges.filter(({ response }) => response !== undefined);
  const seen: ProbeFacts['seen'] = {
    operation: contract.name,
    apiVersion: version,
    day,
    origin: answered.length > 0 && answered.every((exchange) => originOf(exchange) === 'live') ? 'live' : 'emulator',
    routed: routedBy(update, judgement),
    ...(judgement?.kind === 'inconclusive' && { inconclusive: judgement.reason }),
    ...(update && shown && { answer: answerOf(check, update, shown, durations[at] ?? 0) }),
    reads: reads.map((read) => ({ apiVersion: read.version, ...membersOf(read.body) })),
    betaOnly: betaOnlyMembers(contract, reads),
    tenant: row?.tenant ?? 'not-touched',
  };
  return {
    seen,
    method: contract.method,
    settable: contract.settable,
    toGraph: exchanges.some(({ request }) => isOfGraph(new URL(request.url).origin)),
    differences: differencesIn(judgement),
    disagrees: row?.verdict === 'disagrees',
  };
}

/** An exchange that cannot be redacted keeps its method, its URL and its status. */
function redactedOrBare(redactor: Redactor, exchange: Exchange): Exchange {
  try {
    return redactor.redact(exchange);
  } catch {
    const { request, response, failure } = exchange;
    return { request: { method: request.method, url: request.url }, response: response && { status: response.status }, failure };
  }
}

function routedBy(update: Exchange | undefined, judgement: Judgement | undefined): ProbeRecord['routed'] {
  if (update?.response === undefined || judgement?.kind !== 'judged') return 'unknown';
  if (judgement.findings.some(({ code }) => code === 'operation.not-routed')) return 'no';
  return update.response.status >= 200 && update.response.status < 300 ? 'yes' : 'unknown';
}

/** The sentence on the route covers the status. */
function differencesIn(judgement: Judgement | undefined): string[] {
  const elsewhere = ['operation.not-routed', 'request.rejected', 'response.status'];
  const findings = judgement?.kind === 'judged' ? judgement.findings : [];
  const words = findings
    .filter(({ code }) => !elsewhere.includes(code) && !code.startsWith('request.'))
    .map(({ severity, message }) => `${severity === 'note' ? 'Note' : 'Differs from the page'}: ${message}`);
  return [...new Set(words)];
}

function answerOf(
  check: AssignmentCheck,
  { response: raw, failure }: Exchange,
  { response }: Exchange,
  milliseconds: number,
): ProbedAnswer {
  const documentedStatus = Number(expectedStatus(check));
  const nothing = { members: [], controlInformation: [] };
  if (raw === undefined || response === undefined)
    return { status: null, documentedStatus, failure: failure ?? 'no answer', milliseconds, headers: [], body: 'none', ...nothing };
  const body = parseBody(response.body);
  const error = graphErrorIn(body);
  // Findings show the code of an error by the same rule.
  const errorCode = describeErrorCode(graphErrorIn(parseBody(raw.body))?.['code']);
  const errorMessage = innerMessage(error?.['message']);
  return {
    status: raw.status,
    documentedStatus,
    milliseconds,
    headers: headersOf(raw, response),
    body: error === undefined ? kindOf(body) : 'error',
    ...(errorCode !== undefined && { errorCode }),
    ...(errorMessage !== undefined && { errorMessage }),
    ...(body.kind === 'json' && isObject(body.value) && error === undefined ? membersOf(body.value) : nothing),
  };
}

function kindOf(body: ParsedBody): ProbedAnswer['body'] {
  if (body.kind === 'json') return isObject(body.value) ? 'object' : 'other-json';
  return body.kind === 'not-json' ? 'text' : body.kind;
}

/** Intune writes a message as JSON in a string, with the sentence in a member of it, and ids behind the sentence. */
function innerMessage(message: unknown): string | undefined {
  if (typeof message !== 'string' || message === '') return undefined;
  const body = parseBody(message);
  const inner = body.kind === 'json' && isObject(body.value) ? (body.value['Message'] ?? body.value['message']) : undefined;
  const [sentence = ''] = (typeof inner === 'string' ? inner : message).split(' - Operation ID ');
  return shownText(sentence.trim(), 400);
}

function headersOf(raw: ExchangeResponse, redacted: ExchangeResponse): ProbedHeader[] {
  const names = Object.keys(raw.headers ?? {}).map((name) => name.toLowerCase());
  return [...new Set(names)].sort().map((name) => {
    const value = headerOf(redacted.headers ?? {}, name);
    return { name: describeProperty(name), ...(value !== undefined && value !== '' && { value: shownText(value, 200) }) };
  });
}

function membersOf(body: JsonObject): ProbedMembers {
  const outer = Object.keys(body);
  const inner = outer.flatMap((name) => {
    const value = body[name];
    return name.includes('@') || !isObject(value) ? [] : Object.keys(value).map((key) => [name, key]);
  });
  const paths = [...outer.map((name) => [name]), ...inner];
  const pointersOf = (isControl: boolean): string[] => [
    ...new Set(paths.filter((path) => path.at(-1)?.includes('@') === isControl).map((path) => `/${path.map(safeMember).join('/')}`)),
  ];
  return { members: pointersOf(false), controlInformation: pointersOf(true) };
}

/** `@odata.type` and `target@odata.type` are names of OData; what stands before the `@` may be any name. */
function safeMember(name: string): string {
  const [, member = '', annotation] = /^([^@]*)(@odata\.[A-Za-z]{1,40})$/.exec(name) ?? [];
  return annotation === undefined ? describeProperty(name) : `${member === '' ? '' : describeProperty(member)}${annotation}`;
}

/** The last read of the assignment in each API version. */
function lastReads(exchanges: readonly Exchange[]): Read[] {
  const reads = new Map<ApiVersion, JsonObject>();
  for (const { request, response } of exchanges) {
    const version = matchOperation(request.url)?.version;
    const body = parseBody(response?.body);
    if (version !== undefined && response?.status === 200 && body.kind === 'json' && isObject(body.value)) reads.set(version, body.value);
  }
  return [...reads].map(([version, body]) => ({ version, body }));
}

/** The members of the assignment, and of what an update sets, that the metadata has in beta and not in v1.0. */
function betaOnlyMembers(contract: Contract, reads: readonly Read[]): BetaOnlyMember[] {
  const family = familyOf(contract);
  const ofType = (type: string): string[] => {
    const stable = new Set(family.allProperties(type, 'v1.0').map(({ says }) => says.property));
    return family.allProperties(type, 'beta').flatMap(({ says }) => (stable.has(says.property) ? [] : [says.property]));
  };
  const outer = ofType(contract.resourceType ?? '').map((name) => [name]);
  const inner = contract.settable.flatMap((member) => {
    const type = reads.map(({ body }) => partOf(body, [member, '@odata.type'])).find((value) => typeof value === 'string');
    return typeof type === 'string' ? ofType(bareTypeName(type)).map((name) => [member, name]) : [];
  });
  return [...outer, ...inner].map((path) => ({
    pointer: `/${path.join('/')}`,
    shown: Object.fromEntries(reads.map(({ version, body }) => [version, valueShown(partOf(body, path))])),
  }));
}

function partOf(body: JsonObject, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), body);
}

function valueShown(value: unknown): ProbedValue {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  return value === 'none' ? 'none' : value === '' ? 'empty' : 'set';
}
