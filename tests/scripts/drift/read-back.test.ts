/** After an update the assignment is read again: a difference is a finding and is restored, and an unreadable assignment is not proven unchanged. */
import type { ExchangeResponse } from '../../../contracts/judge/exchange.js';
import {
  contract,
  ids,
  notFound,
  ok,
  otherTarget,
  ownTarget,
  throttled,
  useScriptedChecks,
  type ScriptedAnswer,
} from './scripted-checks.js';

const { check, checkBy, journal } = useScriptedChecks();

test.each<readonly [string, unknown]>([
  ['another group', otherTarget],
  ['another type', { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: 'g' }],
  ['less', { '@odata.type': ownTarget['@odata.type'] }],
  ['more', { ...ownTarget, deviceAndAppManagementAssignmentFilterId: 'f' }],
  ['null in place of a value', { ...ownTarget, groupId: null }],
  ['null in place of the target', null],
])('finds a change behind an answer of 200: %s', async (_, after) => {
  const { result, outcome } = await check([ok(), ok(), ok(after)]);
  expect(outcome).toMatchObject({ verdict: 'disagrees', reasons: [] });
  expect(outcome.findings).toContain('response.body.not-updated');
  expect(result.row.tenant).toBe('not-restored');
  const findings = result.judged.flatMap(({ source, judgement }) => judgement.findings.map((finding) => ({ finding, source })));
  expect(findings.at(-1)).toMatchObject({
    finding: { pointer: '/target' },
    source: { description: expect.stringMatching(/^GET after /) as string },
  });
});

test('finds a change by a server that refused the update', async () => {
  const { outcome } = await check([ok(), { status: 400, body: { error: { code: 'BadRequest' } } }, ok(otherTarget)]);
  const once = ['request.rejected', 'response.body.not-updated'];
  expect(outcome).toMatchObject({ verdict: 'disagrees', findings: [...once, ...once] });
});

test('compares the whole assignment, not only its target', async () => {
  const { result, outcome } = await check([ok(ownTarget, { source: 'direct' }), ok(), ok(ownTarget, { source: 'policySets' })]);
  expect(outcome.findings).toContain('response.body.not-updated');
  expect(result.row.tenant).toBe('not-restored');
});

test.each<readonly [string, unknown]>([
  ['another order of members', { groupId: 'g', '@odata.type': ownTarget['@odata.type'] }],
  ['control information', { ...ownTarget, '@odata.id': 'x', 'groupId@odata.navigationLink': 'y' }],
  ['a type without its #', { ...ownTarget, '@odata.type': 'microsoft.graph.groupAssignmentTarget' }],
])('ignores %s', async (_, after) => {
  const { outcome } = await check([ok(), ok(), ok(after)]);
  expect(outcome).toMatchObject({ verdict: 'agrees', reasons: [] });
});

test.each<readonly [string, ScriptedAnswer, string]>([
  ['429', throttled, 'throttled'],
  ['a broken connection', 'connection-lost', 'outage'],
  ['404', { status: 404 }, 'not-found'],
  ['another object', { status: 200, body: { id: 'other', target: ownTarget } }, 'not-found'],
  ['no JSON', { status: 200, body: '{"id":' }, 'not-found'],
])('%s leaves the check inconclusive', async (_, answer, reason) => {
  const { outcome } = await check([ok(), ok(), answer]);
  expect(outcome).toMatchObject({ verdict: 'inconclusive', status: 200, reasons: [reason] });
});

describe('only a 404 of Graph shows that an assignment is gone', () => {
  test.each<readonly [string, ScriptedAnswer, string]>([
    ['of Graph', notFound, 'not-restored'],
    ['without a body', { status: 404 }, 'not-proven'],
    ['of a gateway', { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found' }, 'not-proven'],
    ['in JSON that is not an error of Graph', { status: 404, body: { message: 'no route' } }, 'not-proven'],
  ])('a 404 %s', async (_, answer, tenant) => {
    expect((await check([ok(), ok(), answer])).result.row.tenant).toBe(tenant);
  });

  test.each(['v1.0', 'beta'])('a 404 in %s, while the other version shows the assignment', async (hidden) => {
    let updated = false;
    const { result } = await checkBy(
      ({ method, path }) => {
        updated ||= method === 'PATCH';
        return updated && method === 'GET' && path.startsWith(`/${hidden}/`) ? notFound : ok();
      },
      { version: 'v1.0' },
    );
    expect(result.row.tenant).toBe('not-proven');
  });

  test('a 404 from a replica of Graph without the update is retried', async () => {
    const { result, methods } = await checkBy((_, index) => (index === 2 || index === 3 ? notFound : ok()), { budget: 60_000 });
    expect(methods).toEqual(['GET', 'PATCH', 'GET', 'GET', 'GET']);
    expect(result.row).toMatchObject({ verdict: 'agrees', tenant: 'unchanged', waitedMilliseconds: 2_250 });
  });
});

test('a finding that occurred once, before a failed read-back, is inconclusive', async () => {
  const { result, outcome } = await check([ok(), { status: 204 }, throttled]);
  expect(outcome).toEqual({ verdict: 'inconclusive', status: 204, findings: [], reasons: ['throttled'] });
  expect(result.flaky.map(({ code }) => code)).toEqual(['response.status']);
  expect(result.row.tenant).toBe('not-proven');
});

test.each<readonly [string, ExchangeResponse, string]>([
  ['the second answer shows another target: it counts as changed', ok(otherTarget), 'not-restored'],
  ['no answer shows another target: nothing is proven', { status: 204 }, 'not-proven'],
])('if the read-back fails after two updates, and %s', async (_, second, tenant) => {
  const script = [ok(), { status: 204 }, ok(), second];
  const { result, methods } = await checkBy((_request, index) => script[index] ?? throttled);
  expect(methods.slice(0, 5)).toEqual(['GET', 'PATCH', 'GET', 'PATCH', 'GET']);
  expect(result.row.tenant).toBe(tenant);
});

test('after an update in v1.0, a change that only beta shows is restored', async () => {
  let source = 'direct';
  const { result } = await checkBy(
    ({ method, path }) => {
      if (method === 'PATCH') source = path.startsWith('/beta/') ? 'direct' : 'policySets';
      return ok(ownTarget, path.startsWith('/beta/') ? { source } : {});
    },
    { version: 'v1.0' },
  );
  expect(source).toBe('direct');
  expect(result.row).toMatchObject({ tenant: 'put-back', verdict: 'disagrees' });
});

test('the journal is on disk before the update is sent, and removed once a read has shown the earlier state', async () => {
  const seen: unknown[] = [];
  await checkBy(() => {
    seen.push(journal().read());
    return ok();
  });
  const views = [{ version: 'beta', body: ok().body }];
  const entry = { format: 1, tenant: 't', operation: contract.name, ...ids, differed: false, views };
  expect(seen).toEqual([undefined, entry, entry]);
  expect(journal().read()).toBeUndefined();
});

test.each<readonly [string, ScriptedAnswer]>([
  ['a broken connection', 'connection-lost'],
  ['500', { status: 500 }],
  ['504', { status: 504, body: '<html></html>' }],
  ['408', { status: 408 }],
  ['a page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
])('after %s the update may have been carried out: it is not sent again before a read-back', async (_, answer) => {
  const { methods } = await checkBy(({ method }) => (method === 'GET' ? ok() : answer), { budget: 60_000 });
  expect(methods.join(' ')).toContain('PATCH GET PATCH');
  expect(methods.join(' ')).not.toContain('PATCH PATCH');
});

test('an update that Graph rejected by throttling is sent again without a read', async () => {
  let updates = 0;
  const { result, methods } = await checkBy(({ method }) => (method === 'GET' || updates++ > 0 ? ok() : throttled), { budget: 60_000 });
  expect(methods).toEqual(['GET', 'PATCH', 'PATCH', 'GET']);
  expect(result.row).toMatchObject({ verdict: 'agrees', waitedMilliseconds: 750 });
});
