/** Any number of findings: an exchange lists at most 1,000, the worst first, and none that is left out can be accepted. JSON has all of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import { judge } from '../../contracts/judge/judge.js';
import { applyBaseline } from '../../scripts/baseline/apply-baseline.js';
import { confirmFindings, type JudgedStep } from '../../scripts/drift/judge-rounds.js';
import { runDrift } from '../../scripts/drift/run-drift.js';
import { GraphServer } from '../../scripts/serve/graph-server.js';
import type { Report } from '../../scripts/verdict/report.js';
import { Tally } from '../../scripts/verdict/tally.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli } from '../run-cli.js';
import { FaultyGraph } from '../scripts/drift/faulty-graph.js';
import { answerInProcess, firstCheck, connectionTo } from '../scripts/drift/runs-in-process.js';
import { expectValid } from '../scripts/report/expect-valid.js';
import { judgedIn, reportOn, type GoldenInput } from '../scripts/report/golden-input.js';
import { renderers } from '../scripts/report/renderers.js';

/** More than a function takes as arguments. */
const many = 130_000;

const path = '/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment';
const headers = { 'content-type': 'application/json' };
const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };
const answered = { '@odata.type': '#microsoft.graph.deviceConfigurationAssignment', id: 'an-assignment', target };

const folder = useTemporaryFolder();
/** Answers in place of a server, if it is set. */
let graph: FaultyGraph | undefined;
const { fetch: overHttp } = globalThis;
answerInProcess(() => graph?.fetch ?? overHttp);
beforeEach(() => {
  graph = undefined;
});

/** Members that no page names. A report shows their names, because they hold no digits: each is a finding of its own. */
function unknownMembers(count: number): Record<string, number> {
  const letters = (index: number): string => String(index).replace(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)));
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`extra${letters(index)}`, 1]));
}

function exchange(sent: object, received: object = answered): Exchange {
  return {
    request: { method: 'PATCH', url: path, headers: { ...headers, authorization: 'Bearer made-up' }, body: JSON.stringify(sent) },
    response: { status: 200, headers, body: JSON.stringify(received) },
  };
}

const aRequest = (members: object): Exchange => exchange({ target, ...members });
const bothSides = (members: object): Exchange => exchange({ target, ...members }, { ...answered, ...members });

/** A pact with one interaction that has these members in each of its parts. */
function pactOf(members: object): unknown {
  const extraHeaders = Object.fromEntries(Object.keys(members).map((name) => [name, 'x']));
  return {
    consumer: { name: 'c' },
    provider: { name: 'p' },
    interactions: [
      {
        description: 'many findings',
        request: { method: 'PATCH', path, headers, body: { target, ...members } },
        response: { status: 200, headers: { ...headers, ...extraHeaders }, body: { ...answered, ...members } },
      },
    ],
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
}

function findingsOf(judged: Exchange): readonly Finding[] {
  const judgement = judge(judged);
  return judgement.kind === 'outside' ? [] : judgement.findings;
}

describe('of an exchange', () => {
  test.each([
    ['an exchange with 130,000 findings on each side', bothSides, { breaking: many, additive: many }],
    ['an interaction of a pact with 390,000 findings', pactOf, { breaking: 3 * many }],
  ])('%s', async (_, write, summary) => {
    const file = folder.write('many.json', `${JSON.stringify(write(unknownMembers(many)))}\n`);
    const { code, stdout } = await runCli(['check', file, '--format', 'json']);
    await expectValid.json(stdout);
    const report = JSON.parse(stdout) as Report;
    expect([code, report.summary]).toMatchObject([1, summary]);
    expect(report.findings).toHaveLength(998);
    if (write === pactOf) return;
    expect(report.findings.filter(({ leftOut }) => leftOut).map(({ message, count }) => [message, count])).toEqual([
      ['129,004 more breaking findings of this exchange are not listed. Mend those that are listed, and run again.', many - 996],
      ['130,000 more additive findings of this exchange are not listed. Mend those that are listed, and run again.', many],
    ]);
  });

  test.each([
    ['a request', aRequest, ''],
    ['a target that is sent', (members: object) => exchange({ target: { ...target, ...members } }), '/target'],
    ['an answer', (members: object) => exchange({ target }, { ...answered, ...members }), ''],
  ])('names the place of those that are left out: %s', (_name, write, pointer) => {
    expect(findingsOf(write(unknownMembers(1_500))).filter(({ leftOut }) => leftOut)).toMatchObject([{ pointer, count: 504 }]);
  });

  test('a thousand are listed as they are found, and of more each fingerprint once', () => {
    expect(findingsOf(aRequest(unknownMembers(1_000))).filter(({ count }) => count !== undefined)).toEqual([]);
    const names = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`id${index + 10_000}`, 1]));
    expect(findingsOf(aRequest(names))).toMatchObject([{ pointer: '/<name>', count: 5_000 }]);
  });

  test('the list does not depend on their order', () => {
    const members = Object.entries(unknownMembers(3_000));
    const prints = (entries: readonly [string, number][]): readonly string[] =>
      findingsOf(aRequest(Object.fromEntries(entries)))
        .map(({ fingerprint }) => fingerprint)
        .sort();
    expect(prints(members.toReversed())).toEqual(prints(members));
    expect(prints(members)).toHaveLength(997);
  });

  test('the worst are listed, and those that are left out are never worse', () => {
    const findings = findingsOf(bothSides(unknownMembers(900)));
    const listed = findings.filter(({ leftOut }) => leftOut !== true);
    expect(listed.filter(({ severity }) => severity === 'breaking')).toHaveLength(900);
    expect(listed.filter(({ severity }) => severity === 'additive')).toHaveLength(96);
    expect(findings.filter(({ leftOut }) => leftOut)).toMatchObject([{ severity: 'additive', count: 804 }]);
  });
});

describe('of a run', () => {
  const source = { file: 'drift', index: 0, description: '' };
  const judgedOnce = (count: number): JudgedStep => ({
    step: 'PATCH',
    source,
    judgement: {
      kind: 'judged',
      operation: 'update-device-configuration-assignment',
      version: 'v1.0',
      findings: findingsOf(aRequest(unknownMembers(count))),
    },
  });

  test('a baseline of all that is listed does not accept those that are left out', () => {
    const tally = new Tally('breaking');
    tally.add(judgedOnce(2_000));
    const { findings } = tally.report('drift');
    const accepted = findings.map(({ fingerprint }) => ({ fingerprint, owner: 'o', reason: 'r', expires: '2999-01-01' }));
    const report = applyBaseline(tally.report('drift'), { rows: [], incomplete: false }, { file: 'b', accepted }, new Date(0));
    expect([report.verdict, report.summary.breaking, report.summary.accepted]).toEqual(['disagrees', 1_004, 996]);
  });

  test('a finding that one exchange lists and the next leaves out is not flaky', () => {
    const { judged } = confirmFindings([[judgedOnce(20)], [judgedOnce(3_000)]], 'breaking');
    const findings = judged.flatMap(({ judgement }) => judgement.findings);
    expect(findings).toContainEqual(expect.objectContaining({ leftOut: true }));
  });

  test('an answer with 130,000 findings is read back, and the tenant is left unchanged', async () => {
    graph = new FaultyGraph();
    graph.choose = (number) => (carryOut) => {
      const reply = carryOut();
      if (number !== 2) return reply; // The update.
      return { ...reply, body: JSON.stringify({ ...(JSON.parse(reply.body ?? '{}') as object), ...unknownMembers(many) }) };
    };
    const before = graph.state;
    const { report } = await runDrift(connectionTo('http://127.0.0.1:1', folder.path, [firstCheck(graph.emulator)]), {
      failOn: 'breaking',
    });
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
      const { method, url, headers: sent, body } = aRequest(unknownMembers(count)).request;
      await (await fetch(`${origin}${url}`, { method, headers: sent as Record<string, string>, body: body as string })).text();
    }
    await server.close();
    expect(seen).toEqual([997, 0]);
  });
});

describe('in a report', () => {
  test('12,000 findings fit into 96 MiB, and each report says how many it leaves out', async () => {
    const exchanges = Object.keys(unknownMembers(12_000)).map((name) => JSON.stringify(exchange({ target: { ...target, [name]: 1 } })));
    folder.write('many.ndjson', `${exchanges.join('\n')}\n`);
    const reports = ['junit', 'sarif', 'markdown', 'html', 'github', 'json'].flatMap((format) => ['--report', `${format}=out.${format}`]);
    const environment = { NODE_OPTIONS: '--max-old-space-size=96' };
    const { code, stdout } = await runCli(['check', 'many.ndjson', ...reports], { cwd: folder.path, environment });
    expect([code, stdout]).toEqual([1, expect.stringContaining('and 11,950 more findings; --format json has all.') as string]);
    const text = (format: string): string => readFileSync(join(folder.path, `out.${format}`), 'utf8');
    expect((JSON.parse(text('json')) as Report).findings).toHaveLength(12_000);
    const [run] = (JSON.parse(text('sarif')) as Log).runs;
    expect(run?.results).toHaveLength(5_000);
    expect(run?.invocations?.[0]?.toolExecutionNotifications).toMatchObject([
      { level: 'warning', message: { text: '7,000 more results are left out here; --format json has all.' } },
    ]);
    expect(text('junit').match(/<testcase /g)).toHaveLength(5_000);
    expect(text('junit')).toContain('7,000 more exchanges left out here, none worse than those listed; --format json counts all.');
    expect(text('html').length).toBeLessThan(2_000_000);
    expect(text('markdown')).toMatch(/\d{2},\d{3} more findings are left out here; `--format json` has all\./);
  });

  test('those that fail the run come first, whatever the order', () => {
    const input: GoldenInput = {
      judged: Array.from({ length: 6_001 }, (_, at) => ({
        source: { file: 'a', index: at, description: `number ${at}` },
        findings: [{ code: at === 6_000 ? 'request.method' : 'response.body.undocumented-property', message: String(at) }],
      })),
    };
    const all = judgedIn(input);
    const [one, other] = [all, all.toReversed()].map((order) => renderers.junit(reportOn(input, order), {}));
    expect(one).toContain('request.method');
    expect(one).toContain('1,001 more exchanges left out here');
    expect(one).toBe(other);
  });

  test('JUnit shows the first fifty of an exchange', () => {
    const findings = Array.from({ length: 300 }, (_, at) => ({ code: 'request.method' as const, message: String(at) }));
    const input = { judged: [{ source: { file: 'a', index: 0, description: '' }, findings }] };
    const text = renderers.junit(reportOn(input, judgedIn(input)), {});
    expect(text.match(/<failure /g)).toHaveLength(50);
    expect(text).toContain('250 more findings of this exchange left out here; --format json counts all.');
  });
});
