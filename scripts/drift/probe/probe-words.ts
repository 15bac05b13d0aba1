import type { BetaOnlyMember, ProbedAnswer, ProbedMembers, ProbeReading, ProbeRecord, TenantState } from '../../verdict/report.js';
import type { ProbeFacts } from './probe-facts.js';

/** The record of a probe with its words: what the answer shows, and an entry for the readings of the contract. */
export function inWords(facts: ProbeFacts): ProbeRecord {
  return { ...facts.seen, sentences: sentencesOf(facts), reading: readingOf(facts) };
}

function sentencesOf(facts: ProbeFacts): string[] {
  const { seen, settable, differences } = facts;
  const { answer, reads, betaOnly, tenant } = seen;
  return [
    sentSentence(facts),
    `Routed: ${seen.routed}. ${routeSentence(facts)}`,
    ...(answer?.errorMessage === undefined ? [] : [`Message of the error, redacted: ${answer.errorMessage}`]),
    ...differences.slice(0, mostDifferences),
    ...(differences.length > mostDifferences ? [`${differences.length - mostDifferences} more are among the findings.`] : []),
    ...(facts.disagrees ? ['A single answer proves little: a run of drift without --probe confirms findings by a second update.'] : []),
    ...(answer === undefined || answer.status === null ? [] : answerSentences(answer, differences)),
    ...reads.map(
      (read) => `The read in ${read.apiVersion} shows ${listed(read.members)}. Control information: ${listed(read.controlInformation)}.`,
    ),
    ...(betaOnly.length === 0 || reads.length === 0
      ? []
      : [`By the metadata only beta has these members. ${betaOnly.map(shownMember).join('; ')}.`]),
    stateSentence(tenant, versionsOf(reads), settable.join(', ')),
    originSentence(facts),
  ];
}

const mostDifferences = 10;

function sentSentence({ seen, method, settable }: ProbeFacts): string {
  const { apiVersion, operation, answer, reads } = seen;
  const read = reads.length === 0 ? 'It was not read' : `It was read in ${versionsOf(reads)}`;
  if (answer === undefined) return `No ${method} was sent to the assignment of ${operation}. ${read}.`;
  return `One ${method} was sent, in ${apiVersion} only, to an assignment of ${operation}. It repeated the ${settable.join(', ')} of the read before it. ${read}.`;
}

function routeSentence(facts: ProbeFacts): string {
  const { answer, routed, inconclusive } = facts.seen;
  const { method } = facts;
  const who = answerer(facts);
  if (answer === undefined) return 'Without an update nothing shows a route; the remarks on the run say why there was none.';
  const { status, documentedStatus, milliseconds, failure, body } = answer;
  if (status === null) return `No answer came: ${failureWords(failure ?? '', milliseconds)} Probe again.`;
  if (body === 'html')
    return `The answer, after ${milliseconds} ms, is an HTML page with status ${status}. It comes from a proxy, a gateway or a sign-in page, never from the API. ${again(status)}`;
  const code = answer.errorCode === undefined ? '' : ` (${answer.errorCode})`;
  const lead = `${who} answered ${status}${code} after ${milliseconds} ms`;
  if (routed === 'no') return `${lead}: it has no route for ${method} on the documented path.`;
  if (routed === 'yes')
    return `${who} answered ${status}, ${status === documentedStatus ? 'the documented status' : `not ${documentedStatus}`}, after ${milliseconds} ms.`;
  switch (inconclusive) {
    case undefined:
      if (status < 400)
        return `The answer, after ${milliseconds} ms, is a redirect (${status}), which was not followed. The API does not redirect; look for a proxy or gateway on the way.`;
      return `${lead}: it refuses a documented request${status === 404 ? ' for an assignment that a GET had just shown' : ''}, but not with its error for a missing route. Compare with a GET of the same URL.`;
    case 'throttled':
      return `${lead}: too many requests. Wait a few minutes, and probe again.`;
    case 'unauthorized':
      return `${lead}: it refuses the token, though it accepted one for the read. Probe again: each run gets a new token.`;
    case 'forbidden':
      return `${lead}: the read is allowed, and the update is not. The sign-in has checked the permission; look at scope tags, roles, licence and Conditional Access.`;
    case 'conflict':
      return `${lead}: something else changes the same assignment. Probe again later.`;
    case 'outage':
      return `${lead}: a fault of ${who === 'Graph' ? 'its own' : 'the server'}, or of a gateway on the way. ${again(status)}`;
    default:
      return `${lead} (${inconclusive}). Probe again.`;
  }
}

function failureWords(code: string, milliseconds: number): string {
  if (code.startsWith('SIGN_IN')) return `the token could not be renewed (${code}), and the update was not sent.`;
  if (code === 'BODY_TOO_LARGE') return `it was too large to read (${code}).`;
  return `the connection failed after ${milliseconds} ms (${code}). The update may have arrived.`;
}

function again(status: number): string {
  return status >= 500 ? 'Probe again later.' : 'Check the network of this machine, and probe again.';
}

function answerSentences({ headers, body, members, controlInformation }: ProbedAnswer, differences: readonly string[]): string[] {
  const shown = headers.map(({ name, value }) => (value === undefined ? name : `${name} (${value})`));
  const content =
    body === 'object'
      ? [`The answer shows ${listed(members)}. Control information: ${listed(controlInformation)}.`]
      : body === 'none' && differences.length === 0
        ? ['The answer has no body.']
        : [];
  return [`Headers of the answer, with public values: ${listed(shown)}.`, ...content];
}

function shownMember({ pointer, shown }: BetaOnlyMember): string {
  const ways = { absent: 'does not show it', null: 'shows null', none: 'shows none', empty: 'shows an empty text', set: 'shows a value' };
  const parts = Object.entries(shown).map(([version, value]) => `${version} ${ways[value]}`);
  return `${pointer}: ${parts.join(', ')}`;
}

function stateSentence(tenant: TenantState, versions: string, member: string): string {
  switch (tenant) {
    case 'not-touched':
      return 'State: nothing was sent that could change the assignment.';
    case 'unchanged':
      return `State: the read-back shows the same as before, in ${versions}. The update repeated the ${member}, so this does not prove that it was stored.`;
    case 'put-back':
      return 'State: the update changed the assignment, which was then restored and read back. An update with its own state must change nothing.';
    case 'not-proven':
      return 'State: the read-back failed, so it is not known whether the assignment is unchanged. The journal stays, and the next run checks it first.';
    case 'not-restored':
      return 'State: the assignment has changed and could not be restored. Act now: the remarks on the run say how.';
  }
}

function originSentence({ seen: { origin }, toGraph }: ProbeFacts): string {
  if (origin === 'live') return 'Origin: live. Each answer comes from Microsoft Graph, and has a request id.';
  return toGraph
    ? 'Origin: not live, because an answer does not show that it comes from Microsoft Graph. It may come from a proxy.'
    : 'Origin: emulator. This proves nothing about Microsoft Graph.';
}

function readingOf(facts: ProbeFacts): ProbeReading {
  const { seen, method, settable, toGraph } = facts;
  const { apiVersion, operation, origin, day, answer, betaOnly } = seen;
  const inner = betaOnly.filter(({ pointer }) => settable.some((member) => pointer.startsWith(`/${member}/`)));
  const sent = answer === undefined ? `sent no ${method}` : `sent one ${method} in ${apiVersion}`;
  const evidence = origin === 'live' ? 'Its recording is live.' : 'It proves nothing about Microsoft Graph.';
  return {
    id: 'update-routed',
    question: `The pages document ${method} on one assignment; whether Graph routes it had not been seen.`,
    reading: [readingSentence(facts), ...(inner.length === 0 ? [] : [`${inner.map(shownMember).join('; ')}.`])].join(' '),
    reason: `A probe of ${toGraph ? 'Microsoft Graph' : 'the emulator'} on ${day} ${sent} (${operation}). ${evidence}`,
  };
}

function readingSentence(facts: ProbeFacts): string {
  const { seen, disagrees } = facts;
  const { routed, answer } = seen;
  if (answer === undefined) return 'Undecided: no update was sent.';
  const { status, documentedStatus, errorCode, failure, body } = answer;
  if (status === null) return `Undecided: no answer came (${failure ?? ''}).`;
  const given = `${status}${errorCode === undefined ? '' : ` (${errorCode})`}`;
  if (routed === 'no') return `${answerer(facts)} does not route it: the answer is ${given}.`;
  if (routed === 'unknown') return `Undecided: the answer is ${body === 'html' ? `an HTML page with status ${status}` : given}.`;
  const lead = `${answerer(facts)} routes it: the status is ${given}`;
  if (status !== documentedStatus) return `${lead}, and not ${documentedStatus}.`;
  return `${lead}, as documented${disagrees ? '; the rest of the answer contradicts the page' : ''}.`;
}

function answerer({ toGraph }: ProbeFacts): string {
  return toGraph ? 'Graph' : 'The emulator';
}

function versionsOf(reads: readonly (ProbedMembers & { readonly apiVersion: string })[]): string {
  return reads.map(({ apiVersion }) => apiVersion).join(' and ');
}

function listed(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}
