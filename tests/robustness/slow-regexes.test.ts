/** No expression of a pact takes more than its steps: one that would is inconclusive, and hides nothing that was found. */
import type { Report } from '../../scripts/verdict/report.js';
import { TemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli } from '../run-cli.js';
import { manySlowRegexes, pactOf, slowRegexes } from './slow-regexes.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

async function check(...pacts: readonly unknown[]): Promise<{ code: number | null; report: Report }> {
  const files = pacts.map((pact, index) => folder.write(`${index}.json`, JSON.stringify(pact)));
  const { code, stdout } = await runCli(['check', ...files, '--format', 'json']);
  return { code, report: JSON.parse(stdout) as Report };
}

test.each(slowRegexes)('$name', async ({ regex, example, ends }) => {
  const { code, report } = await check(pactOf([{ regex, example }]));
  expect([code, report.inconclusive.map(({ reason }) => reason)]).toEqual([ends, ends === 3 ? ['too-complex'] : []]);
});

test('an expression that is given up hides no rule that is broken', async () => {
  const bomb = slowRegexes.find(({ ends }) => ends === 3) ?? { regex: '', example: '' };
  const { code, report } = await check(pactOf([bomb], { anotherId: 1 }));
  expect([code, report.inconclusive.length]).toEqual([1, 1]);
  expect(report.findings.map((finding) => finding.code)).toContain('expectation.undocumented-property');
});

test('thousands of slow expressions share the steps of their input, and those of another input are its own', async () => {
  const many = pactOf(manySlowRegexes(100));
  const { code, report } = await check(
    many,
    pactOf([{ regex: '^(#microsoft\\.graph\\.allDevicesAssignmentTarget)+$', example: '#microsoft.graph.allDevicesAssignmentTarget' }]),
  );
  const [given] = report.inconclusive;
  expect([code, given?.reason, report.summary.judged > 1, report.summary.inconclusive > 1]).toEqual([3, 'too-complex', true, true]);
});

test('a long list of expressions, any of which is enough', async () => {
  const matchers = Array.from({ length: 10_000 }, (_, index) => ({ match: 'regex', regex: `^word${index}$` }));
  const generators = { body: Object.fromEntries(matchers.map((_, index) => [`$.p${index}`, { type: 'Uuid' }])) };
  const { interactions } = pactOf([{ regex: '^a$', example: 'a' }]) as { interactions: [{ response: object }] };
  const [{ response }] = interactions;
  const matchingRules = { body: { "$.target['@odata.type']": { combine: 'OR', matchers } } };
  const { code } = await check({
    ...(pactOf([]) as object),
    interactions: [{ ...interactions[0], response: { ...response, matchingRules, generators } }],
  });
  expect(code).toBe(0);
});
