import type { AnswerRecord } from '../verdict/report.js';

/** What came in place of an answer, by the codes of Node and its HTTP client. */
const failures: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'the connection was closed before an answer came',
  ECONNRESET: 'the connection was reset before an answer came',
  EPIPE: 'the connection was closed while the request was sent',
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'the name of the host cannot be resolved',
  EAI_AGAIN: 'the name of the host cannot be resolved for now',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network of the host',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'no connection was made in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  UND_ERR_BODY_TIMEOUT: 'the answer broke off',
  TIMEOUT: 'no answer came within 30 seconds',
  SIGN_IN_OUTAGE: 'no new token: the authority could not be reached, or was busy',
  SIGN_IN_REFUSED: 'no new token: the authority refused the sign-in',
  REQUEST_LIMIT: 'not sent: the limit of requests of this run is reached',
  BODY_TOO_LARGE: 'the answer is too large to read',
};

const bodies: Readonly<Record<AnswerRecord['body'], string>> = {
  none: ' without a body',
  json: '',
  html: ' with an HTML page',
  text: ' with a text that is not JSON',
};

/** What came to the request of a step, in a sentence or two. */
export function answerSentence(answer: AnswerRecord): string {
  const { step, status, failure = 'no answer', body, error, redirect } = answer;
  const request = step.startsWith('GET before') ? 'the first read' : step.startsWith('GET') ? 'the read after the update' : 'the update';
  if (status === null) return `No answer to ${request}: ${failures[failure] ?? 'the request failed'} (${failure}).`;
  const code = error === undefined ? '' : ` (${error.code})`;
  return [`The answer to ${request} was ${status}${code}${redirect === undefined ? bodies[body] : ''}.`, ...detailSentences(answer)].join(
    ' ',
  );
}

/** What a finding does not say about its answer: where a redirect leads, and Graph's own message. */
export function detailSentences({ redirect, error }: AnswerRecord): string[] {
  return [
    ...(redirect === undefined ? [] : [`It redirects to ${redirect}.`]),
    ...(error?.message === undefined ? [] : [messageSentence(error.message)]),
  ];
}

/** Graph's message up to its first placeholder for a word: the rest would read as Graph's own. */
function messageSentence(message: string): string {
  const [start = '', ...rest] = message.split(/\S*\bredacted-\d/i);
  if (rest.length === 0) return `Graph's message, redacted: "${message}"`;
  return start.trim().split(/\s+/).length < 3
    ? "Graph's message is left out: it may hold a private word."
    : `Graph's message begins with "${start.trim()}". The rest is left out: it may hold a private word.`;
}
