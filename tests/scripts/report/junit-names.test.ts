import { junitReport } from '../../../scripts/report/junit-report.js';
import { Tally } from '../../../scripts/verdict/tally.js';

test('each test case has a name of its own, whatever the descriptions of exchanges are', () => {
  const tally = new Tally('breaking', { cases: true });
  for (const [index, description] of ['a (number 3)', 'a', 'a', '', '(number 6)', ''].entries()) {
    const judgement = { kind: 'judged', operation: 'x', version: 'v1.0', findings: [] } as const;
    tally.add({ source: { file: 'f.json', index, description }, judgement });
  }
  const names = [...junitReport(tally.report('check')).matchAll(/<testcase name="([^"]*)"/g)].map((match) => match[1]);
  expect(names).toEqual(['a (number 3)', 'a', 'a (number 3), again', '(number 4)', '(number 6)', '(number 6), again']);
});
