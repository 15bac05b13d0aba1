import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { ExchangeResponse } from '../../../contracts/judge/exchange.js';
import type { ApiVersion } from '../../../contracts/contract.js';
import type { AssignmentClient } from '../../../scripts/client/assignment-client.js';
import type { Check } from '../../../scripts/client/check.js';
import { checkOperation, type CheckResult } from '../../../scripts/drift/check-assignment.js';
import { emulatedStage } from '../../../scripts/drift/emulated-target.js';
import { Journal } from '../../../scripts/drift/journal/journal.js';
import { Night } from '../../../scripts/drift/drift-run.js';
import type { FailOn } from '../../../scripts/verdict/report.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { VirtualClock } from './virtual-clock.js';
import { sampleTargets } from '../../../scripts/emulator/tenant.js';
import { operations } from '../emulator/asked.js';
import { methodsOf, outcomeOf, scriptedGraph, type ScriptedGraph } from './scripted-graph.js';

const ids = { policyId: 'policy', assignmentId: 'policy_target' };
const own = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'g' };
const other = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'h' };

function ok(target: unknown, more: Readonly<Record<string, unknown>> = {}): ExchangeResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: { id: ids.assignmentId, target, ...more } };
}

const throttled: ExchangeResponse = { status: 429, body: { error: { code: 'TooManyRequests', message: '' } } };

let running: ScriptedGraph | undefined;
let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  running?.close();
  running = undefined;
  folder.remove();
});

type ScriptedAnswer = ExchangeResponse | 'connection-lost';

function nightWith(
  client: AssignmentClient,
  parts: { readonly failOn?: FailOn; readonly clock?: VirtualClock; readonly budget?: number } = {},
): Night {
  const { failOn = 'breaking', clock = new VirtualClock(), budget = 0 } = parts;
  const journal = new Journal(`${folder.path}/journal.json`);
  return new Night({ client, tenant: 't', journal, clock, failOn, budget, requestLimit: 200, stop: new AbortController().signal });
}

/** Checks the first operation in beta, without patience: the answer to the first GET, to each PATCH, and to each GET after that. */
async function check(
  [before, update, after]: readonly [ScriptedAnswer, ScriptedAnswer?, ScriptedAnswer?],
  parts: { readonly failOn?: FailOn; readonly clock?: VirtualClock; readonly version?: ApiVersion } = {},
): Promise<{ result: CheckResult; graph: ScriptedGraph; remarks: readonly string[] }> {
  const [contract] = contracts;
  if (contract === undefined) throw new Error('There is no contract.');
  let updated = false;
  const graph = scriptedGraph(({ method }) => {
    updated ||= method !== 'GET';
    return (method === 'GET' ? (updated ? after : before) : update) ?? 'connection-lost';
  });
  running = graph;
  const night = nightWith(graph.client, parts);
  return { result: await checkOperation(night, { contract, version: parts.version ?? 'beta', ids }), graph, remarks: night.remarks };
}

describe('against the emulator', () => {
  const everyTarget = operations.flatMap(([name, version, contract]) =>
    Object.keys(sampleTargets).map((typeName) => [`${name} ${version}: ${typeName}`, contract, version, typeName] as const),
  );

  test.each(everyTarget)('%s is read, sent as it is, and read back', async (_, contract, version, typeName) => {
    const stage = await emulatedStage();
    const { tenant } = stage.emulator;
    const before = structuredClone(tenant.all);
    const found = before.find(
      ({ operation, target }) => operation === contract.name && String(target['@odata.type']).endsWith(`.${typeName}`),
    );
    if (found === undefined) throw new Error(`The emulator has no ${typeName}.`);
    const checked: Check = { contract, version, ids: found };
    const result = await checkOperation(nightWith(stage.client, { failOn: 'additive' }), checked);
    await stage.close();

    expect(outcomeOf(result)).toMatchObject({ verdict: 'agrees', status: 200, reasons: [] });
    expect(result.row.tenant).toBe('unchanged');
    // An update in v1.0 could change what only beta shows.
    expect(methodsOf(result.exchanges)).toEqual(version === 'beta' ? ['GET', 'PATCH', 'GET'] : ['GET', 'GET', 'PATCH', 'GET', 'GET']);
    const sent = result.exchanges.find(({ request }) => request.method === 'PATCH');
    const read = JSON.parse(String(result.exchanges[0]?.response?.body)) as { readonly target: unknown };
    expect(JSON.parse(String(sent?.request.body))).toEqual({
      '@odata.type': `#microsoft.graph.${contract.resourceType ?? ''}`,
      target: read.target,
    });
    // The emulator writes the filter of beta, unset, where it was not: nothing else is another.
    expect(tenant.all).toMatchObject(before);
    expect(tenant.all).toHaveLength(before.length);
  });
});

describe('what is sent', () => {
  test('is the target that was read, with members that nobody knows, in their order', async () => {
    const target = { zeta: [1, { b: 2, a: null }], '@odata.type': '#microsoft.graph.noSuchTarget', alpha: 'é', __proto: true };
    const { graph } = await check([ok(target), ok(target), ok(target)]);
    expect(methodsOf(graph)).toEqual(['GET', 'PATCH', 'GET']);
    expect(graph.asked[1]?.body).toContain(`"target":${JSON.stringify(target)}`);
  });

  test('is without control information, but for the names of types', async () => {
    const list = [{ '@odata.type': '#microsoft.graph.part', '@odata.id': 'x' }];
    const target = { ...own, '@odata.context': 'x', 'groupId@odata.navigationLink': 'y', 'groupId@odata.type': '#Guid', list };
    const { graph } = await check([ok(target), ok(own), ok(target)]);
    expect((JSON.parse(graph.asked[1]?.body ?? '') as { target: unknown }).target).toEqual({
      ...own,
      'groupId@odata.type': '#Guid',
      list: [{ '@odata.type': '#microsoft.graph.part' }],
    });
  });

  test.each(['9007199254740991', '-1.50', '1E2', '0.1', '0', '100000000000000000000'])(
    'is a number of the same value as the one that was read: %s',
    async (number) => {
      const shown = { status: 200, body: JSON.stringify(ok({ ...own, n: 'N' }).body).replace('"N"', number) };
      const { graph } = await check([shown, shown, shown]);
      expect(methodsOf(graph)).toEqual(['GET', 'PATCH', 'GET']);
      expect(graph.asked[1]?.body).toContain(`"n":${Number(number)}`);
    },
  );

  test('is not kept from being sent by what stands beside the target', async () => {
    const shown = { status: 200, body: JSON.stringify(ok(own, { n: 'N', text: '\uFFFD' }).body).replace('"N"', '9007199254740993') };
    const { graph } = await check([shown, shown, shown]);
    expect(methodsOf(graph)).toEqual(['GET', 'PATCH', 'GET']);
  });

  test('goes to the assignment that was read', async () => {
    const { graph } = await check([ok(own), ok(own), ok(own)]);
    expect(new Set(graph.asked.map(({ path }) => path)).size).toBe(1);
  });

  test('a byte order mark before the first answer is no obstacle', async () => {
    const { result } = await check([{ status: 200, body: `\uFEFF${JSON.stringify(ok(own).body)}` }, ok(own), ok(own)]);
    expect(outcomeOf(result)).toMatchObject({ verdict: 'agrees', reasons: [] });
  });
});

describe('without a target that could be sent, nothing is sent', () => {
  test.each<readonly [string, ScriptedAnswer, string]>([
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
    ['another assignment', ok(other, { id: 'policy_other' }), 'not-found'],
    ['an assignment without an id', ok(own, { id: undefined }), 'not-found'],
    ['an assignment whose id is no text', ok(own, { id: 7 }), 'not-found'],
  ])('%s', async (_, answer, reason) => {
    const { result, graph } = await check([answer]);
    expect(methodsOf(graph)).toEqual(['GET']);
    expect(outcomeOf(result)).toEqual({ verdict: 'inconclusive', status: null, findings: [], reasons: [reason] });
    expect(result.row.rulesSeen).toMatchObject({ documented: [0, expect.any(Number)], metadata: [0, expect.any(Number)] });
  });

  test('an answer about another assignment in one version alone is enough', async () => {
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    const graph = scriptedGraph(({ path }) => ok(own, path.startsWith('/beta/') ? { id: 'policy_other' } : {}));
    running = graph;
    const result = await checkOperation(nightWith(graph.client), { contract, version: 'v1.0', ids });
    expect(methodsOf(graph)).toEqual(['GET', 'GET']);
    expect(outcomeOf(result)).toMatchObject({ verdict: 'inconclusive', reasons: ['not-found'] });
  });
});

describe('a target that could not be sent back as it is is not sent, and that is a refusal', () => {
  const shown = (target: string): ScriptedAnswer => ({ status: 200, body: `{"id":"${ids.assignmentId}","target":${target}}` });
  const type = `"@odata.type":"${own['@odata.type']}"`;

  test.each<readonly [string, ScriptedAnswer, string]>([
    ['an empty one', ok({}), 'names no type'],
    ['one without its type', ok({ groupId: 'g' }), 'names no type'],
    ['one of an empty type', ok({ ...own, '@odata.type': ' ' }), 'names no type'],
    ['one whose type is no text', ok({ ...own, '@odata.type': null }), 'names no type'],
    ['a long number', shown(`{${type},"n":9007199254740993}`), 'has a number that cannot be kept exactly'],
    ['a long number, deep in it', shown(`{${type},"list":[{"n":-12345678901234567890}]}`), 'has a number that cannot be kept exactly'],
    ['a long fraction', shown(`{${type},"n":0.1000000000000000055}`), 'has a number that cannot be kept exactly'],
    ['a number that is too large', shown(`{${type},"n":1e400}`), 'has a number that cannot be kept exactly'],
    ['a number that is too small', shown(`{${type},"n":1e-400}`), 'has a number that cannot be kept exactly'],
    ['a name twice', shown(`{${type},"groupId":"g","groupId":"h"}`), 'has a name twice'],
    ['a name twice, written otherwise', shown(`{${type},"groupId":"g","group\\u0049d":"h"}`), 'has a name twice'],
    ['two targets', shown(`{${type}},"target":{${type},"groupId":"h"}`), 'stands in an answer that has a name twice'],
    ['two ids', shown(`{${type}},"id":"${ids.assignmentId}"`), 'stands in an answer that has a name twice'],
    ['broken characters', shown(`{${type},"groupId":"\uFFFD"}`), 'has a character that could not be read'],
  ])('%s', async (_, answer, why) => {
    const { result, graph } = await check([answer]);
    expect(methodsOf(graph)).toEqual(['GET']);
    expect([result.row.verdict, result.row.tenant]).toEqual(['inconclusive', 'not-touched']);
    expect(result.refusal).toContain(`update-device-compliance-policy-assignment was not updated in beta: its target ${why}`);
    expect(new Journal(`${folder.path}/journal.json`).read()).toBeUndefined();
  });

  test('in one version alone it is enough', async () => {
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    const graph = scriptedGraph(({ path }) => ok(path.startsWith('/beta/') ? { groupId: 'g' } : own));
    running = graph;
    const { refusal } = await checkOperation(nightWith(graph.client), { contract, version: 'v1.0', ids });
    expect(methodsOf(graph)).toEqual(['GET', 'GET']);
    expect(refusal).toContain('names no type');
  });
});

test('an id in another case is the same, as it is to Graph', async () => {
  const shown = ok(own, { id: ids.assignmentId.toUpperCase() });
  const { result, graph } = await check([shown, shown, ok(own)]);
  expect(methodsOf(graph)).toEqual(['GET', 'PATCH', 'GET']);
  expect(outcomeOf(result)).toMatchObject({ verdict: 'agrees', reasons: [] });
  expect(result.row.tenant).toBe('unchanged');
});

describe('an answer that shows no assignment, and is no weather, is said', () => {
  test.each<readonly [string, ScriptedAnswer, string]>([
    ['a redirect', { status: 302, headers: { location: 'https://graph.invalid/' } }, 'the answer was 302, which shows no assignment.'],
    ['a refusal', { status: 400, body: { error: { code: 'BadRequest' } } }, 'the answer was 400, which shows no assignment.'],
    ['no body', { status: 200 }, 'the answer was 200 without a JSON object.'],
    ['no id', { status: 200, body: { target: own } }, 'the answer was 200 with an object that has no id.'],
    ['another assignment', ok(own, { id: 'policy_other' }), 'the answer was 200 with another assignment than the configured one.'],
    ['no target', ok(null), 'the answer was 200 with an assignment that has no target.'],
  ])('%s', async (_, answer, says) => {
    const { remarks } = await check([answer]);
    expect(remarks).toEqual([expect.stringContaining(`GET before update-device-compliance-policy-assignment beta: ${says}`)]);
    expect(remarks.join(' ')).not.toContain('policy_');
  });

  test('404 is weather', async () => {
    expect((await check([{ status: 404 }])).remarks).toEqual([]);
  });
});

describe('the answer to the update', () => {
  test('weather leaves the check inconclusive, and the read-back still takes place', async () => {
    const { result, graph } = await check([ok(own), throttled, ok(own)]);
    expect(outcomeOf(result)).toEqual({ verdict: 'inconclusive', status: 429, findings: [], reasons: ['throttled'] });
    expect(methodsOf(graph)).toEqual(['GET', 'PATCH', 'GET']);
  });

  test('a 404 after a GET that found the assignment is a refusal, not a question of ids', async () => {
    const { result } = await check([ok(own), { status: 404, body: { error: { code: 'ResourceNotFound' } } }, ok(own)]);
    expect(outcomeOf(result)).toEqual({
      verdict: 'disagrees',
      status: 404,
      findings: ['request.rejected', 'request.rejected'],
      reasons: [],
    });
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
    expect(result.row.tenant).toBe('not-restored');
    const seen = result.judged.flatMap(({ source, judgement }) =>
      judgement.kind === 'judged' ? judgement.findings.map((finding) => ({ finding, source })) : [],
    );
    expect(seen.at(-1)).toMatchObject({
      finding: { pointer: '/target' },
      source: { description: expect.stringMatching(/^GET after /) as string },
    });
  });

  test('finds what a server changed that refused the update', async () => {
    const { result } = await check([ok(own), { status: 400, body: { error: { code: 'BadRequest' } } }, ok(other)]);
    const once = ['request.rejected', 'response.body.not-updated'];
    expect(outcomeOf(result)).toMatchObject({ verdict: 'disagrees', findings: [...once, ...once] });
  });

  test.each<readonly [string, unknown]>([
    ['another order of members', { groupId: 'g', '@odata.type': own['@odata.type'] }],
    ['control information', { ...own, '@odata.id': 'x', 'groupId@odata.navigationLink': 'y' }],
    ['a type without its #', { ...own, '@odata.type': 'microsoft.graph.groupAssignmentTarget' }],
  ])('takes no notice of %s', async (_, after) => {
    const { result } = await check([ok(own), ok(own), ok(after)]);
    expect(outcomeOf(result)).toMatchObject({ verdict: 'agrees', reasons: [] });
  });

  test.each<readonly [string, ScriptedAnswer, string]>([
    ['429', throttled, 'throttled'],
    ['a broken connection', 'connection-lost', 'outage'],
    ['404', { status: 404 }, 'not-found'],
    ['another object', { status: 200, body: { id: 'other', target: own } }, 'not-found'],
    ['no JSON', { status: 200, body: '{"id":' }, 'not-found'],
  ])('%s leaves the check inconclusive', async (_, answer, reason) => {
    const { result } = await check([ok(own), ok(own), answer]);
    expect(outcomeOf(result)).toMatchObject({ verdict: 'inconclusive', status: 200, reasons: [reason] });
  });

  test.each<readonly [string, ScriptedAnswer, string]>([
    ['of Graph', { status: 404, body: { error: { code: 'ResourceNotFound', message: '' } } }, 'not-restored'],
    ['without a body', { status: 404 }, 'not-proven'],
    ['of a gateway', { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' }, 'not-proven'],
    ['in JSON that is not an error of Graph', { status: 404, body: { message: 'no route' } }, 'not-proven'],
  ])('a 404 %s: only Graph says that an assignment is gone', async (_, answer, tenant) => {
    const { result } = await check([ok(own), ok(own), answer]);
    expect(result.row.tenant).toBe(tenant);
  });

  test('a 404 that passes, because a part of Graph has not heard of the update yet, is waited for', async () => {
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    const missing = { status: 404, body: { error: { code: 'ResourceNotFound', message: '' } } };
    const graph = scriptedGraph((_, index) => (index === 2 || index === 3 ? missing : ok(own)));
    running = graph;
    const result = await checkOperation(nightWith(graph.client, { budget: 60_000 }), { contract, version: 'beta', ids });
    expect(methodsOf(graph)).toEqual(['GET', 'PATCH', 'GET', 'GET', 'GET']);
    expect(result.row).toMatchObject({ verdict: 'agrees', tenant: 'unchanged', waitedMilliseconds: 2_250 });
  });

  test.each(['v1.0', 'beta'])('a 404 in %s, while the other version shows the assignment, does not say that it is gone', async (hidden) => {
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    let updated = false;
    const graph = scriptedGraph(({ method, path }) => {
      updated ||= method === 'PATCH';
      const isMissing = updated && method === 'GET' && path.startsWith(`/${hidden}/`);
      return isMissing ? { status: 404, body: { error: { code: 'ResourceNotFound', message: '' } } } : ok(own);
    });
    running = graph;
    const result = await checkOperation(nightWith(graph.client), { contract, version: 'v1.0', ids });
    expect(result.row.tenant).toBe('not-proven');
  });

  test('a target that is null is another one', async () => {
    const { result } = await check([ok(own), ok(own), ok(null)]);
    expect(outcomeOf(result)).toMatchObject({ verdict: 'disagrees', reasons: [] });
  });

  test('compares all of the assignment, not its target alone', async () => {
    const { result } = await check([ok(own, { source: 'direct' }), ok(own), ok(own, { source: 'policySets' })]);
    expect(outcomeOf(result)['findings']).toContain('response.body.not-updated');
    expect(result.row.tenant).toBe('not-restored');
  });

  test('what an answer has shown only once, with a broken read-back after it, is neither drift nor a pass', async () => {
    const { result } = await check([ok(own), { status: 204 }, throttled]);
    expect(outcomeOf(result)).toEqual({ verdict: 'inconclusive', status: 204, findings: [], reasons: ['throttled'] });
    expect(result.flaky.map(({ code }) => code)).toEqual(['response.status']);
    expect(result.row.tenant).toBe('not-proven');
  });
});

describe('a read-back that fails in the end', () => {
  test.each<readonly [string, ExchangeResponse, string]>([
    ['the second answer shows another target: it counts as changed', ok(other), 'not-restored'],
    ['no answer shows another target: nothing is proven', { status: 204 }, 'not-proven'],
  ])('after two updates, of which %s', async (_, second, tenant) => {
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    const script = [ok(own), { status: 204 }, ok(own), second];
    const graph = scriptedGraph((_request, index) => script[index] ?? throttled);
    running = graph;
    const result = await checkOperation(nightWith(graph.client), { contract, version: 'beta', ids });
    expect(methodsOf(graph).slice(0, 5)).toEqual(['GET', 'PATCH', 'GET', 'PATCH', 'GET']);
    expect(result.row.tenant).toBe(tenant);
  });
});

describe('an update in v1.0', () => {
  test.each<readonly [string, unknown, boolean]>([
    [
      'a filter that is not set',
      { deviceAndAppManagementAssignmentFilterId: null, deviceAndAppManagementAssignmentFilterType: 'none' },
      true,
    ],
    ['a filter', { deviceAndAppManagementAssignmentFilterId: 'f', deviceAndAppManagementAssignmentFilterType: 'include' }, false],
  ])('that cannot show %s: sent only if nothing can be lost', async (_, filter, sent) => {
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    const graph = scriptedGraph(({ path }) => ok(path.startsWith('/beta/') ? { ...own, ...(filter as object) } : own));
    running = graph;
    const result = await checkOperation(nightWith(graph.client), { contract, version: 'v1.0', ids });
    expect(methodsOf(graph).includes('PATCH')).toBe(sent);
    expect(result.refusal === undefined).toBe(sent);
    if (!sent) expect(result.refusal).toContain('deviceAndAppManagementAssignmentFilterId');
  });

  test('is looked at in beta too: what only beta shows is put back', async () => {
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    let source = 'direct';
    const graph = scriptedGraph(({ method, path }) => {
      if (method === 'PATCH') source = path.startsWith('/beta/') ? 'direct' : 'policySets';
      return ok(own, path.startsWith('/beta/') ? { source } : {});
    });
    running = graph;
    const result = await checkOperation(nightWith(graph.client), { contract, version: 'v1.0', ids });
    expect(source).toBe('direct');
    expect(result.row).toMatchObject({ tenant: 'put-back', verdict: 'disagrees' });
  });
});

describe('a second exchange', () => {
  test('confirms what the first one has shown', async () => {
    const { result, graph } = await check([ok(own), { status: 204 }, ok(own)]);
    expect(methodsOf(graph)).toEqual(['GET', 'PATCH', 'GET', 'PATCH', 'GET']);
    expect(outcomeOf(result)).toEqual({ verdict: 'disagrees', status: 204, findings: ['response.status', 'response.status'], reasons: [] });
    expect(result.flaky).toEqual([]);
  });

  test.each<readonly [string, readonly ScriptedAnswer[], readonly string[]]>([
    ['goes well: the finding is flaky', [{ status: 204 }, ok(own)], []],
    ['shows something else: both are flaky', [{ status: 204 }, { status: 202, body: ok(own).body }], []],
    ['says nothing: the finding is neither confirmed nor refuted', [{ status: 204 }, throttled], ['throttled']],
  ])('that %s', async (_, answers, reasons) => {
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    let updates = 0;
    const graph = scriptedGraph(({ method }) => (method === 'GET' ? ok(own) : (answers[updates++] ?? 'connection-lost')));
    running = graph;
    const result = await checkOperation(nightWith(graph.client), { contract, version: 'beta', ids });
    expect(outcomeOf(result)).toMatchObject({ verdict: 'inconclusive', reasons });
    expect(outcomeOf(result)['findings']).not.toContain('response.status');
    expect(result.flaky.map(({ code }) => code)).toContain('response.status');
    expect(result.row.tenant).toBe('unchanged');
  });

  test('is not made for what does not fail the night', async () => {
    const { graph } = await check([ok(own), ok(own, { priority: 1 }), ok(own)]);
    expect(methodsOf(graph)).toEqual(['GET', 'PATCH', 'GET']);
  });
});

describe('the journal', () => {
  test('is on disk before the update is sent, and gone once a read has shown the assignment as it was', async () => {
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    const journal = new Journal(`${folder.path}/journal.json`);
    const seen: unknown[] = [];
    const graph = scriptedGraph(() => {
      seen.push(journal.read());
      return ok(own);
    });
    running = graph;
    await checkOperation(nightWith(graph.client), { contract, version: 'beta', ids });
    const entry = {
      format: 1,
      tenant: 't',
      operation: contract.name,
      ...ids,
      differed: false,
      views: [{ version: 'beta', body: ok(own).body }],
    };
    expect(seen).toEqual([undefined, entry, entry]);
    expect(journal.read()).toBeUndefined();
  });
});

describe('an update whose outcome nobody knows', () => {
  test.each<readonly [string, ScriptedAnswer]>([
    ['a broken connection', 'connection-lost'],
    ['500', { status: 500 }],
    ['504', { status: 504, body: '<html></html>' }],
    ['408', { status: 408 }],
    ['a page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
  ])('is not sent again before a read-back: %s', async (_, answer) => {
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    const graph = scriptedGraph(({ method }) => (method === 'GET' ? ok(own) : answer));
    running = graph;
    await checkOperation(nightWith(graph.client, { budget: 60_000 }), { contract, version: 'beta', ids });
    const asked = methodsOf(graph).join(' ');
    expect(asked).toContain('PATCH GET PATCH');
    expect(asked).not.toContain('PATCH PATCH');
  });

  test('one that Graph did not begin may be sent again at once', async () => {
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    let updates = 0;
    const graph = scriptedGraph(({ method }) => (method === 'GET' || updates++ > 0 ? ok(own) : throttled));
    running = graph;
    const result = await checkOperation(nightWith(graph.client, { budget: 60_000 }), { contract, version: 'beta', ids });
    expect(methodsOf(graph)).toEqual(['GET', 'PATCH', 'PATCH', 'GET']);
    expect(result.row).toMatchObject({ verdict: 'agrees', waitedMilliseconds: 750 });
  });
});

describe('the row', () => {
  test('takes its time from the clock that is given, waits left out', async () => {
    const clock = new VirtualClock();
    const graph = scriptedGraph(({ method }, index) => {
      clock.pass(10.4);
      return method === 'PATCH' && index === 1 ? throttled : ok(own);
    });
    running = graph;
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    const { row } = await checkOperation(nightWith(graph.client, { clock, budget: 10_000 }), { contract, version: 'beta', ids });
    expect(row).toMatchObject({ milliseconds: 42, waitedMilliseconds: 750, requests: 4 });
    expect(row.steps).toEqual([
      { step: 'GET before', outcomes: ['200'] },
      { step: 'PATCH', outcomes: ['429', '200'] },
      { step: 'GET after', outcomes: ['200'] },
    ]);
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
    const [contract] = contracts;
    if (contract === undefined) throw new Error('There is no contract.');
    const graph = scriptedGraph(() => ok(own, { priority: 1 }));
    running = graph;
    const verdicts: string[] = [];
    for (const failOn of ['breaking', 'unknown', 'additive'] as const) {
      verdicts.push((await checkOperation(nightWith(graph.client, { failOn }), { contract, version: 'beta', ids })).row.verdict);
    }
    expect(verdicts).toEqual(['agrees', 'agrees', 'disagrees']);
    // The last one fails the night, and so is made twice.
    expect(methodsOf(graph).filter((method) => method === 'PATCH')).toHaveLength(4);
  });
});
