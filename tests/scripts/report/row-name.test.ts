import { rowName } from '../../../scripts/report/run-text.js';
import type { OperationRow } from '../../../scripts/verdict/report.js';

function rowOf(operation: string, apiVersion: string, assignment: string): OperationRow {
  const about = {
    verdict: 'agrees',
    status: 200,
    milliseconds: 1,
    tenant: 'unchanged',
    requests: 1,
    waitedMilliseconds: 0,
    steps: [],
  } as const;
  return { operation, apiVersion, assignment, rulesSeen: { documented: [1, 1], metadata: [0, 0] }, ...about };
}

test('rows of several assignments of one operation are told apart, others are not', () => {
  const rows = [
    rowOf('one', 'v1.0', 'aa0001'),
    rowOf('one', 'beta', 'aa0001'),
    rowOf('two', 'v1.0', 'aa0002'),
    rowOf('two', 'v1.0', 'aa0003'),
  ];
  expect(rows.map((row) => rowName(row, rows))).toEqual(['one', 'one', 'two #aa0002', 'two #aa0003']);
});
