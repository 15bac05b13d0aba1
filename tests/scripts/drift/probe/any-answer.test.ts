/** The words on an answer, whatever it is. */
import type { Exchange } from '../../../../contracts/judge/exchange.js';
import { judge } from '../../../../contracts/judge/judge.js';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import { assignmentPath, type AssignmentCheck } from '../../../../scripts/client/assignment.js';
import { probeFacts } from '../../../../scripts/drift/probe/probe-facts.js';
import { inWords } from '../../../../scripts/drift/probe/probe-words.js';
import { notChecked } from '../../../../scripts/drift/not-started.js';
import type { ProbeRecord } from '../../../../scripts/verdict/report.js';
import {
  anything,
  array,
  assert,
  constantFrom,
  dictionary,
  integer,
  oneof,
  option,
  property,
  record,
  string,
} from '../../../equipment/fast-check.js';
import { hostileText } from '../../hostile-text.js';
import { day } from './probe-run.js';

const [contract] = contracts;
if (contract === undefined) throw new Error('There is no contract.');
const check: AssignmentCheck = { contract, version: 'v1.0', ids: { policyId: 'policy', assignmentId: 'assignment' } };
const url = `https://graph.microsoft.com${assignmentPath(contract, 'v1.0', check.ids)}`;

/** Stands for all values of an answer. */
const secret = 'a-value-of-an-answer'.repeat(3);

function wordsOn(response: Exchange['response'], failure?: string): ProbeRecord {
  const request = { method: 'PATCH', url, body: { target: {} } };
  const update: Exchange = response === undefined ? { request, failure } : { request, response };
  const source = { file: 'drift', index: 0, description: 'PATCH of a test' };
  const judgement = judge(update, { objectExists: true, valuesFromGraph: true });
  const judged = judgement.kind === 'outside' ? [] : [{ step: 'PATCH', source, judgement }];
  const read: Exchange = { request: { method: 'GET', url }, ...(response !== undefined && { response: { ...response, status: 200 } }) };
  return inWords(
    probeFacts(check, { ...notChecked(check, 'inconclusive'), judged, exchanges: [read, update, read], durations: [1, 2, 3] }, [], day),
  );
}

const body = oneof(
  dictionary(hostileText, oneof(constantFrom(secret), dictionary(hostileText, constantFrom(secret)), array(constantFrom(secret)))).map(
    (value) => JSON.stringify(value),
  ),
  record({ code: hostileText, message: hostileText }).map((error) => JSON.stringify({ error })),
  hostileText,
  anything(),
);

test('any status, headers and body have words, and no value of a body is among them', () => {
  const headers = option(dictionary(string({ minLength: 1 }), constantFrom(secret)), { nil: undefined });
  assert(
    property(record({ status: integer({ min: 100, max: 599 }), headers, body }), (response) => {
      const words = wordsOn(response);
      expect(words.sentences.length).toBeGreaterThan(3);
      expect(words.sentences[1]).toMatch(/^Routed: (?:yes|no|unknown)\. /);
      expect(JSON.stringify(words)).not.toContain(secret);
      expect(words.sentences.join('')).not.toMatch(/undefined|\[object|NaN/);
    }),
  );
});

test.each([
  ['ECONNRESET', 'the connection failed after 2 ms (ECONNRESET). The update may have arrived.'],
  ['SIGN_IN_OUTAGE', 'the token could not be renewed (SIGN_IN_OUTAGE), and the update was not sent.'],
  ['BODY_TOO_LARGE', 'it was too large to read (BODY_TOO_LARGE).'],
])('no answer: %s', (failure, words) => {
  expect(wordsOn(undefined, failure).sentences[1]).toBe(`Routed: unknown. No answer came: ${words} Probe again.`);
});
