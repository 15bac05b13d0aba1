/** Each expression of a pact has a number of steps. One that needs more is inconclusive, and hides no finding. */
import type { Report } from '../../scripts/verdict/report.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli } from '../run-cli.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment';
const headers = { 'Content-Type': 'application/json' };
const type = '#microsoft.graph.allDevicesAssignmentTarget';

const letters = 'a'.repeat(40);
const long = 'a'.repeat(300);

/**
 * Expressions that backtracking never ends to match against their examples, and the exit code: 3 if the match is given up, 1 if the expression
 * fits its example, which is not a documented type, else 0.
 */
const slowRegexes: readonly (readonly [name: string, regex: string, example: string, exitCode: 0 | 1 | 3])[] = [
  ['optional letters before as many letters', `${'a?'.repeat(40)}${letters}`, letters, 1],
  ['optional groups of equal ways', `^${'(a|a)?'.repeat(30)}$`, `${letters}!`, 0],
  ['groups of equal ways, without a quantifier', `^${'(a|a)'.repeat(30)}b$`, letters, 0],
  ['three repetitions in a row', 'a*a*a*b', long, 0],
  ['a repetition of repetitions', '^(a+)+$', `${long.slice(1)}!`, 0],
  ['a repetition of anything', '^(.*)*$b', long, 0],
  ['a repetition of nothing', '^((a?)*)*$', `${letters}!`, 0],
  ['nested optional groups', `^${'(a?'.repeat(30)}${')?'.repeat(30)}$`, `${letters}!`, 0],
  ['a repeated lookahead', '^((?=(a+)+$)a)+$', `${letters}!`, 0],
  ['a lookbehind with a repetition of repetitions', '^a*(?<=^(a+)+)!$', `${letters}!!`, 0],
  ['words of one another', '^(a|aa|aaa)+$', `${letters}!`, 0],
  ['a range of repetitions', '^(a{1,20}){1,20}$', `${long.slice(1)}!`, 0],
  ['a huge repetition', '^(?:a{1,1000000000}){0,1000000000}$', `${letters}!`, 0],
  ['nothing, a billion times', '^(?:(?:){1000000000}){1000000000}$', '', 1],
  ['repetitions in repetitions, written out', `^${'('.repeat(8)}a${'{0,30})'.repeat(8)}$`, 'a'.repeat(31), 3],
  ['a back-reference to a repetition', '^(a+)+\\1$', `${letters}!`, 3],
  ['a long expression', `(?:${'a|'.repeat(20_000)}a)+b`, letters, 3],
];

/** A pact that matches a path, a header and the types of both bodies by expressions. */
function pactOf(regexes: readonly { readonly regex: string; readonly example: string }[], more: object = {}) {
  return {
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: regexes.map(({ regex, example }, index) => ({
      description: `interaction ${index}`,
      request: {
        method: 'PATCH',
        path,
        headers,
        body: { target: { '@odata.type': type } },
        matchingRules: {
          path: { matchers: [{ match: 'regex', regex }] },
          header: { 'Content-Type': { matchers: [{ match: 'regex', regex }] } },
          body: { "$.target['@odata.type']": { matchers: [{ match: 'regex', regex }] } },
        },
      },
      response: {
        status: 200,
        headers,
        body: { id: 'an-assignment', target: { '@odata.type': example }, ...more },
        matchingRules: { body: { "$.target['@odata.type']": { matchers: [{ match: 'regex', regex }] } } },
      },
    })),
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
}

const folder = useTemporaryFolder();

async function check(...pacts: readonly unknown[]): Promise<{ code: number | null; report: Report }> {
  const files = pacts.map((pact, index) => folder.write(`${index}.json`, JSON.stringify(pact)));
  const { code, stdout } = await runCli(['check', ...files, '--format', 'json']);
  return { code, report: JSON.parse(stdout) as Report };
}

test.each(slowRegexes)('%s', async (_, regex, example, exitCode) => {
  const { code, report } = await check(pactOf([{ regex, example }]));
  expect([code, report.inconclusive.map(({ reason }) => reason)]).toEqual([exitCode, exitCode === 3 ? ['too-complex'] : []]);
});

test('an expression that is given up hides no broken rule', async () => {
  const { code, report } = await check(pactOf([{ regex: '^(a+)+\\1$', example: `${letters}!` }], { anotherId: 1 }));
  expect([code, report.inconclusive.length]).toEqual([1, 1]);
  expect(report.findings.map((finding) => finding.code)).toContain('expectation.undocumented-property');
});

test('thousands of slow expressions share the steps of their input, and another input has its own', async () => {
  const slow = Array.from({ length: 100 }, (_, index) => ({ regex: `^${'(a*a+|b)*'.repeat(100)}${index}$`, example: `${long.slice(1)}!` }));
  const { code, report } = await check(
    pactOf(slow),
    pactOf([{ regex: '^(#microsoft\\.graph\\.allDevicesAssignmentTarget)+$', example: type }]),
  );
  const [first] = report.inconclusive;
  expect([code, first?.reason, report.summary.judged > 1, report.summary.inconclusive > 1]).toEqual([3, 'too-complex', true, true]);
});

test('a long list of expressions with OR', async () => {
  const matchers = Array.from({ length: 10_000 }, (_, index) => ({ match: 'regex', regex: `^word${index}$` }));
  const generators = { body: Object.fromEntries(matchers.map((_, index) => [`$.p${index}`, { type: 'Uuid' }])) };
  const pact = pactOf([{ regex: '^a$', example: 'a' }]);
  const matchingRules = { body: { "$.target['@odata.type']": { combine: 'OR', matchers } } };
  const interactions = pact.interactions.map((one) => ({ ...one, response: { ...one.response, matchingRules, generators } }));
  expect((await check({ ...pact, interactions })).code).toBe(0);
});
