import { detailSentences } from '../../../scripts/report/answer-text.js';
import { causeOfFinding, causeOfInconclusive } from '../../../scripts/report/drift-causes.js';
import type { AnswerRecord, OperationRow, TenantState } from '../../../scripts/verdict/report.js';

const answer: AnswerRecord = {
  operation: 'update-device-configuration-assignment',
  apiVersion: 'v1.0',
  step: 'PATCH',
  fingerprints: [],
  status: 200,
  body: 'json',
  requestIds: [],
};

function row(tenant: TenantState, apiVersion = 'v1.0'): OperationRow {
  return {
    operation: answer.operation,
    apiVersion,
    verdict: 'disagrees',
    status: 200,
    milliseconds: 0,
    rulesSeen: { documented: [0, 0], metadata: [0, 0] },
    tenant,
    requests: 0,
    waitedMilliseconds: 0,
    steps: [],
  };
}

test.each([
  ['unchanged', [row('unchanged'), row('not-proven', 'beta')], true],
  ['put back', [row('put-back')], false],
  ['not proven', [row('not-proven')], false],
  ['of two assignments, one not restored', [row('unchanged'), row('not-restored')], false],
  ['unknown', [], false],
])('the cause says that the assignment is unchanged only if its rows say so: %s', (_, rows, expected) => {
  const finding = { code: 'response.body.not-updated', pointer: '/target', actual: 'another value' } as const;
  expect(causeOfFinding(finding, answer, rows)?.likely.includes('showed the assignment unchanged')).toBe(expected);
});

test.each([
  ['The request is not valid.', `Graph's message, redacted: "The request is not valid."`],
  [
    'The group of redacted-1 is not valid.',
    `Graph's message begins with "The group of". The rest is left out: it may hold a private word.`,
  ],
  ['Not redacted-2.', "Graph's message is left out: it may hold a private word."],
])('a message with placeholders for words is cut: %s', (message, expected) => {
  expect(detailSentences({ ...answer, status: 400, error: { code: 'BadRequest', message } })).toEqual([expected]);
});

test.each([
  ['without request ids', [], 'not Graph and not the contract'],
  ['with request ids', ['00000000-0000-4000-9000-000000000001'], 'it may be a gateway of Graph'],
])('an HTML page %s', (_, requestIds, expected) => {
  expect(causeOfInconclusive({ ...answer, reason: 'outage', body: 'html', requestIds }).likely).toContain(expected);
});
