import { parseBody } from './body.js';
import { describeMethod, describeValue, isPlainMethod } from './describe.js';
import type { Exchange } from './exchange.js';
import { findingAbout, type Finding, type Subject } from './finding.js';
import { inconclusiveReasonOf } from './inconclusive-answer.js';

/** Methods that are other operations of the same object, documented on pages of their own. */
const otherOperations = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

export function isOtherOperation(method: string): boolean {
  return otherOperations.has(method);
}

export function wrongMethod(subject: Subject, method: string): Finding {
  const expected = subject.contract.method;
  const actual = isPlainMethod(method) ? method.toUpperCase() : describeValue(method);
  const message = `The request uses ${actual}; the page documents ${expected}.`;
  return findingAbout(subject, 'request.method', 'request.method', { pointer: 'method', expected, actual, message, identity: actual });
}

/** Methods are case-sensitive (RFC 9110): a refusal is the client's fault; any other answer shows no harm. */
export function judgeMethodCase(subject: Subject, { request, response }: Exchange): Finding[] {
  if (request.method === subject.contract.method) return [];
  const isRefused =
    response !== undefined && response.status >= 400 && inconclusiveReasonOf(response, parseBody(response.body)) === undefined;
  return [wrongMethodCase(subject, request.method, isRefused)];
}

export function wrongMethodCase(subject: Subject, written: string, isRefused: boolean): Finding {
  const expected = subject.contract.method;
  const actual = describeMethod(written);
  const message = `The request uses ${actual}, which is not ${expected}: methods are case-sensitive.`;
  const parts = { pointer: 'method', expected, actual, message, identity: isRefused ? actual : '' };
  return findingAbout(subject, isRefused ? 'request.method' : 'request.method-case', 'request.method', parts);
}
