import { readBody } from './body.js';
import { describeMethod } from './describe.js';
import type { Exchange } from './exchange.js';
import { findingAbout, type Finding, type Subject } from './finding.js';
import { weatherOf } from './weather.js';

/**
 * Judges a method that is the documented one but for its case. Methods are case-sensitive (RFC 9110): a refusal is the client's fault; any other
 * answer shows no harm.
 */
export function judgeMethodCase(subject: Subject, { request, response }: Exchange): Finding[] {
  if (request.method === subject.contract.method) return [];
  const isRefused = response !== undefined && response.status >= 400 && weatherOf(response, readBody(response.body)) === undefined;
  return [wrongMethodCase(subject, request.method, isRefused)];
}

export function wrongMethodCase(subject: Subject, written: string, isRefused: boolean): Finding {
  const { method } = subject.contract;
  const actual = describeMethod(written);
  return findingAbout(subject, isRefused ? 'request.method' : 'request.method-case', 'request.method', {
    pointer: 'method',
    expected: method,
    actual,
    message: `The request uses ${actual}, which is not ${method}: methods are case-sensitive.`,
    identity: isRefused ? actual : '',
  });
}
