/** However many findings one exchange has, it is judged: at most 1,000 are listed, the worst first, and none that is left out can be accepted. */
import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import { judge } from '../../contracts/judge/judge.js';
import { applyBaseline } from '../../scripts/baseline/apply-baseline.js';
import type { Baseline } from '../../scripts/verdict/baseline.js';
import { confirmFindings, type JudgedStep } from '../../scripts/drift/judge-rounds.js';
import { runDrift } from '../../scripts/drift/run-drift.js';
import type { Report } from '../../scripts/verdict/report.js';
import { Tally } from '../../scripts/verdict/tally.js';
import { GraphServer } from '../../scripts/serve/graph-server.js';
import { expectValid } from '../scripts/report/expect-valid.js';
import { answerInProcess } from '../scripts/drift/answer-in-process.js';
import { FaultyGraph } from '../scripts/drift/faulty-graph.js';
import { firstCheck, targetOn } from '../scripts/drift/target-on.js';
import { TemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli } from '../run-cli.js';
import { manyFindings, pactOfManyFindings, unknownMembers } from './many-findings.js';

/** More than a function takes as arguments. */
const many = 130_000;

let folder: TemporaryFolder;
/** Answers in place of a server, if it is set. */
let graph: FaultyGraph | undefined;
const { fetch: overHttp } = globalThis;
answerInProcess(() => graph?.fetch ?? overHttp);
beforeEach(() => {
  graph = undefined;
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

async function check(input: unknown): Promise<{ code: number | null; report: Report; listed: number; leftOut: Report['findings'] }> {
  const file = folder.write('many.json', `${JSON.stringify(input)}\n`);
  const { code, stdout } = await runCli(['check', file, '--format', 'json']);
  await expectValid.json(stdout);
  const report = JSON.parse(stdout) as Report;
  return { code, report, listed: report.findings.length, leftOut: report.findings.filter(({ leftOut }) => leftOut) };
}

/** What one exchange of the generators is judged as. */
function judged(of: keyof typeof manyFindings, count: number): readonly Finding[] {
  const judgement = judge(manyFindings[of]?.(count) as Exchange);
  return judgement.kind === 'outside' ? [] : judgement.findings;
}

test('an exchange with 130,000 findings on each side', async () => {
  const { code, report, listed, leftOut } = await check(manyFindings['both sides']?.(many));
  expect([code, report.summary]).toMatchObject([1, { breaking: many, additive: many }]);
  expect(listed).toBe(998);
  expect(leftOut.map(({ message, count }) => [message, count])).toEqual([
    ['129,004 more breaking findings of this exchange are not listed. Mend those that are listed, and run again.', many - 996],
    ['130,000 more additive findings of this exchange are not listed. Mend those that are listed, and run again.', many],
  ]);
});

test('an interaction of a pact with 390,000 findings', async () => {
  const { code, report, listed } = await check(pactOfManyFindings(many));
  expect([code, report.summary.breaking]).toEqual([1, 3 * many]);
  expect(listed).toBe(998);
});

test.each([
  ['a request', ''],
  ['a target that is sent', '/target'],
  ['an answer', ''],
])('what is left out of %s is told where it stands', (name, pointer) => {
  expect(judged(name, 1_500).filter(({ leftOut }) => leftOut)).toMatchObject([{ pointer, count: 504 }]);
});

test('a thousand findings are listed as they are found, and of more each fingerprint once', () => {
  expect(judged('a request', 1_000).filter(({ count }) => count !== undefined)).toEqual([]);
  const names = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`id${String(index + 10_000)}`, 1]));
  const judgement = judge(exchangeSending(names));
  expect(judgement).toMatchObject({ findings: [{ pointer: '/<name>', count: 5_000 }] });
});

function exchangeSending(members: object): Exchange {
  const { request } = manyFindings['a request']?.(0) as Exchange;
  return { request: { ...request, body: { ...(JSON.parse(request.body as string) as object), ...members } }, response: undefined };
}

test('which findings are listed does not depend on their order', () => {
  const members = Object.entries(unknownMembers(3_000));
  const prints = (entries: readonly [string, number][]): readonly string[] => {
    const judgement = judge(exchangeSending(Object.fromEntries(entries)));
    return judgement.kind === 'outside' ? [] : judgement.findings.map(({ fingerprint }) => fingerprint).sort();
  };
  expect(prints(members.toReversed())).toEqual(prints(members));
  expect(prints(members)).toHaveLength(997);
});

test('the worst are listed, and what is left out is never worse', () => {
  const findings = judged('both sides', 900);
  const listed = findings.filter(({ leftOut }) => leftOut !== true);
  expect(listed.filter(({ severity }) => severity === 'breaking')).toHaveLength(900);
  expect(listed.filter(({ severity }) => severity === 'additive')).toHaveLength(96);
  expect(findings.filter(({ leftOut }) => leftOut)).toMatchObject([{ severity: 'additive', count: 804 }]);
});

const source = { file: 'drift', index: 0, description: '' };

function judgedOnce(findings: readonly Finding[]): JudgedStep {
  return { source, judgement: { kind: 'judged', operation: 'update-device-configuration-assignment', version: 'v1.0', findings } };
}

test('a baseline of all that is listed does not accept what is left out', () => {
  const findings = judged('a request', 2_000);
  const tally = new Tally('breaking');
  tally.add(judgedOnce(findings));
  const accepted = findings.map(({ fingerprint }) => ({ fingerprint, owner: 'o', reason: 'r', expires: '2999-01-01' }));
  const baseline: Baseline = { file: 'b', accepted };
  const report = applyBaseline(tally.report('drift'), { rows: [], incomplete: false }, baseline, new Date(0));
  expect([report.verdict, report.summary.breaking, report.summary.accepted]).toEqual(['disagrees', 1_004, 996]);
});

test('a finding that one exchange lists and the next leaves out is not taken for flaky', () => {
  const first = judgedOnce(judged('a request', 20));
  const second = judgedOnce(judged('a request', 3_000));
  expect(confirmFindings([[first], [second]], 'breaking').judged.flatMap(({ judgement }) => judgement.findings)).toContainEqual(
    expect.objectContaining({ leftOut: true }),
  );
});

test('a night whose answer has 130,000 findings reads back, and leaves the tenant as it was', async () => {
  graph = new FaultyGraph();
  graph.choose = (number) => (carryOut) => {
    const reply = carryOut();
    if (number !== 2) return reply; // The update.
    return { ...reply, body: JSON.stringify({ ...(JSON.parse(reply.body ?? '{}') as object), ...unknownMembers(many) }) };
  };
  const before = graph.state;
  const stage = targetOn('http://127.0.0.1:1', folder.path, [firstCheck(graph.emulator)]);
  const { report } = await runDrift(stage, { failOn: 'breaking' });
  expect([report.verdict, report.operations?.[0]?.tenant]).toEqual(['agrees', 'unchanged']);
  expect(graph.state).toBe(before);
  expect(report.summary.additive).toBe(many);
});

test('a server judges a request with 130,000 findings, and the next one', async () => {
  const seen: number[] = [];
  const server = new GraphServer(
    () => ({ status: 200, headers: {}, body: '' }),
    ({ judgement }) => seen.push(judgement.kind === 'outside' ? -1 : judgement.findings.length),
    (error) => {
      throw error;
    },
  );
  const origin = await server.listen(0, '127.0.0.1');
  for (const count of [many, 0]) {
    const { request } = manyFindings['a request']?.(count) as Exchange;
    const { method, url, headers, body } = request;
    await (await fetch(`${origin}${url}`, { method, headers: headers as Record<string, string>, body: body as string })).text();
  }
  await server.close();
  expect(seen).toEqual([997, 0]);
});
