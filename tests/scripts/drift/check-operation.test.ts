import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { ExchangeResponse } from '../../../contracts/judge/exchange.js';
import { checkOperation, type Check, type CheckResult } from '../../../scripts/drift/check-operation.js';
import { GraphClient } from '../../../scripts/client/graph-client.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { sampleTargets } from '../../../scripts/emulator/sample-tenant.js';
import { operations } from '../emulator/asked.js';
import type { AskedRequest, LocalServer } from '../client/local-server.js';
import { methodsOf, outcomeOf, scriptedGraph } from './scripted-graph.js';

const ids = { policyId: 'policy', assignmentId: 'policy_target' };
const own = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'g' };
const other = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'h' };

function ok(target: unknown, more: Readonly<Record<string, unknown>> = {}): ExchangeResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: { id: ids.assignmentId, target, ...more } };
}

const throttled: ExchangeResponse = { status: 429, body: { error: { code: 'TooManyRequests', message: '' } } };

let running: LocalServer | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** Checks the first operation in v1.0 against scripted answers: the first is to GET, the second to PATCH, the third to GET. */
async function check(
  answers: readonly (ExchangeResponse | 'connection-lost')[],
  clock = (): number => 0,
): Promise<{ result: CheckResult; server: LocalServer }> {
  const [contract] = contracts;
  if (contract === undefined) throw new Error('There is no contract.');
  const { client, server } = await scriptedGraph((_, index) => answers[index] ?? 'connection-lost');
  running = server;
  return { result: await checkOperation(client, { contract, version: 'v1.0', ids }, 'breaking', clock), server };
}

describe('against the emulator', () => {
  const everyTarget = operations.flatMap(([name, version, contract]) =>
    Object.keys(sampleTargets).map((typeName) => [`${name} ${version}: ${typeName}`, contract, version, typeName] as const),
  );

  test.each(everyTarget)('%s is read, sent as it is, and read back', async (_, contract, version, typeName) => {
    const emulator = new Emulator();
    const before = structuredClone(emulator.tenant.all);
    const client = new GraphClient({ baseUrl: await emulator.listen(), token: () => Promise.resolve('made-up') });
    const found = before.find(
      ({ operation, target }) => operation === contract.name && String(target['@odata.type']).endsWith(`.${typeName}`),
    );
    if (found === undefined) throw new Error(`The emulator has no ${typeName}.`);
    const checked: Check = { contract, version, ids: found };
    const result = await checkOperation(client, checked, 'additive', () => 0);
    await emulator.close();

    expect(outcomeOf(result)).toMatchObject({ verdict: 'agrees', status: 200, reasons: [] });
    expect(methodsOf(result.exchanges)).toEqual(['GET', 'PATCH', 'GET']);
    const [first, sent, last] = result.exchanges;
    const read = JSON.parse(String(first?.response?.body)) as { readonly target: unknown };
    expect(JSON.parse(String(sent?.request.body))).toEqual({
      '@odata.type': `#microsoft.graph.${contract.resourceType ?? ''}`,
      target: read.target,
    });
    expect(last?.response?.body).toBe(first?.response?.body);
    // The emulator writes the filter of beta, unset, where it was not: nothing else is another.
    expect(emulator.tenant.all).toMatchObject(before);
    expect(emulator.tenant.all).toHaveLength(before.length);
  });
});

describe('what is sent', () => {
  test('is the target that was read, with members that nobody knows, in their order', async () => {
    const target = { zeta: [1, { b: 2, a: null }], '@odata.type': '#microsoft.graph.noSuchTarget', alpha: 'é', __proto: true };
    const { server } = await check([ok(target), ok(target), ok(target)]);
    expect(methodsOf(server)).toEqual(['GET', 'PATCH', 'GET']);
    expect(server.asked[1]?.body).toContain(`"target":${JSON.stringify(target)}`);
  });

  test('goes to the assignment that was read', async () => {
    const { server } = await check([ok(own), ok(own), ok(own)]);
    expect(new Set(server.asked.map(({ path }) => path)).size).toBe(1);
  });

  test('a byte order mark before the first answer is no obstacle', async () => {
    const { result } = await check([{ status: 200, body: `\uFEFF${JSON.stringify({ target: own })}` }, ok(own), ok(own)]);
    expect(outcomeOf(result)).toMatchObject({ verdict: 'agrees', reasons: [] });
  });
});

describe('without a target that could be sent, nothing is sent', () => {
  test.each<readonly [string, ExchangeResponse | 'connection-lost', string]>([
    ['429', throttled, 'throttled'],
    ['503', { status: 503, body: '<html></html>' }, 'outage'],
    ['a broken connection', 'connection-lost', 'outage'],
    ['a captive portal', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' }, 'outage'],
    ['401', { status: 401 }, 'unauthorized'],
    ['403', { status: 403 }, 'forbidden'],
    ['404', { status: 404, body: { error: { code: 'ResourceNotFound' } } }, 'not-found'],
    ['409', { status: 409 }, 'conflict'],
    ['400', { status: 400, body: { error: { code: 'BadRequest' } } }, 'not-found'],
    ['a redirect', { status: 302, headers: { location: 'https://graph.invalid/' } }, 'not-found'],
    ['another status with a target', { ...ok(own), status: 206 }, 'not-found'],
    ['no body', { status: 200 }, 'not-found'],
    ['no JSON', { status: 200, body: '{"target":{' }, 'not-found'],
    ['no object', { status: 200, body: [{ target: own }] }, 'not-found'],
    ['no target', { status: 200, body: { id: 'a' } }, 'not-found'],
    ['target null', ok(null), 'not-found'],
    ['target a text', ok('all'), 'not-found'],
    ['target a list', ok([own]), 'not-found'],
  ])('%s', async (_, answer, reason) => {
    const { result, server } = await check([answer]);
    expect(methodsOf(server)).toEqual(['GET']);
    expect(outcomeOf(result)).toEqual({ verdict: 'inconclusive', status: null, findings: [], reasons: [reason] });
    expect(result.row.rulesSeen).toMatchObject({ documented: [0, expect.any(Number)], metadata: [0, expect.any(Number)] });
  });
});

describe('the answer to the update', () => {
  test('weather leaves the check inconclusive, and the read-back still takes place', async () => {
    const { result, server } = await check([ok(own), throttled, ok(own)]);
    expect(outcomeOf(result)).toEqual({ verdict: 'inconclusive', status: 429, findings: [], reasons: ['throttled'] });
    expect(methodsOf(server)).toEqual(['GET', 'PATCH', 'GET']);
  });

  test('a 404 after a GET that found the assignment is a refusal, not a question of ids', async () => {
    const { result } = await check([ok(own), { status: 404, body: { error: { code: 'ResourceNotFound' } } }, ok(own)]);
    expect(outcomeOf(result)).toEqual({ verdict: 'disagrees', status: 404, findings: ['request.rejected'], reasons: [] });
  });
});

describe('the read-back', () => {
  test.each<readonly [string, unknown]>([
    ['another group', other],
    ['another type', { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: 'g' }],
    ['less', { '@odata.type': own['@odata.type'] }],
    ['more', { ...own, deviceAndAppManagementAssignmentFilterId: 'f' }],
    ['null in place of a value', { ...own, groupId: null }],
  ])('finds what an answer of 200 kept to itself: %s', async (_, after) => {
    const { result } = await check([ok(own), ok(own), ok(after)]);
    expect(outcomeOf(result)).toMatchObject({ verdict: 'disagrees', reasons: [] });
    expect(outcomeOf(result)['findings']).toContain('response.body.not-updated');
    const finding = result.judged.flatMap(({ judgement }) => (judgement.kind === 'judged' ? judgement.findings : [])).at(-1);
    expect(finding).toMatchObject({ pointer: '/target', source: { description: expect.stringMatching(/^GET after /) as string } });
  });

  test('finds what a server changed that refused the update', async () => {
    const { result } = await check([ok(own), { status: 400, body: { error: { code: 'BadRequest' } } }, ok(other)]);
    expect(outcomeOf(result)).toMatchObject({ verdict: 'disagrees', findings: ['request.rejected', 'response.body.not-updated'] });
  });

  test.each<readonly [string, unknown]>([
    ['another order of members', { groupId: 'g', '@odata.type': own['@odata.type'] }],
    ['control information', { ...own, '@odata.id': 'x', 'groupId@odata.navigationLink': 'y' }],
    ['a type without its #', { ...own, '@odata.type': 'microsoft.graph.groupAssignmentTarget' }],
  ])('takes no notice of %s', async (_, after) => {
    const { result } = await check([ok(own), ok(own), ok(after)]);
    expect(outcomeOf(result)).toMatchObject({ verdict: 'agrees', reasons: [] });
  });

  test.each<readonly [string, ExchangeResponse | 'connection-lost', string]>([
    ['429', throttled, 'throttled'],
    ['a broken connection', 'connection-lost', 'outage'],
    ['404', { status: 404 }, 'not-found'],
    ['no target', ok(null), 'not-found'],
  ])('%s leaves the check inconclusive', async (_, answer, reason) => {
    const { result } = await check([ok(own), ok(own), answer]);
    expect(outcomeOf(result)).toMatchObject({ verdict: 'inconclusive', status: 200, reasons: [reason] });
  });

  test('weather does not take back what the answer has shown', async () => {
    const { result } = await check([ok(own), { status: 204 }, throttled]);
    expect(outcomeOf(result)).toEqual({ verdict: 'disagrees', status: 204, findings: ['response.status'], reasons: ['throttled'] });
  });
});

describe('the row', () => {
  test('takes its time from the clock that is given', async () => {
    let time = 1_000;
    const { result } = await check([ok(own), ok(own), ok(own)], () => (time += 41.7));
    expect(result.row.milliseconds).toBe(42);
  });

  test('counts the rules that the update put to the test', async () => {
    const { result } = await check([ok(own), ok(own), ok(own)]);
    const { documented, metadata } = result.row.rulesSeen;
    expect(documented[0]).toBeGreaterThan(10);
    expect(documented[0]).toBeLessThanOrEqual(documented[1]);
    expect(metadata[0]).toBeGreaterThan(0);
    expect(metadata[0]).toBeLessThan(metadata[1]);
  });

  test('a server that answers by the request sees one update, whatever the level of failure', async () => {
    const seen: AskedRequest[] = [];
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    const { client, server } = await scriptedGraph((request) => {
      seen.push(request);
      return ok(own, { priority: 1 });
    });
    running = server;
    const verdicts: string[] = [];
    for (const failOn of ['breaking', 'unknown', 'additive'] as const) {
      verdicts.push((await checkOperation(client, { contract, version: 'beta', ids }, failOn, () => 0)).row.verdict);
    }
    expect(verdicts).toEqual(['agrees', 'agrees', 'disagrees']);
    expect(seen.filter(({ method }) => method === 'PATCH')).toHaveLength(3);
  });
});
