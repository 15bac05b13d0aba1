/** An update is sent only if the assignment was read completely, and its target can be sent back unchanged. */
import { ids, notFound, ok, otherTarget, ownTarget, throttled, useScriptedChecks, type ScriptedAnswer } from './scripted-checks.js';

const { check, checkBy, journal } = useScriptedChecks();

const htmlPage = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html></html>' };

test.each<[string, ScriptedAnswer, string, string?]>([
  ['429', throttled, 'throttled'],
  ['503', { status: 503, body: '<html></html>' }, 'outage'],
  ['a broken connection', 'connection-lost', 'outage'],
  ['a captive portal', htmlPage, 'outage'],
  ['401', { status: 401 }, 'unauthorized'],
  ['403', { status: 403 }, 'forbidden'],
  ['404', { status: 404 }, 'not-found'],
  ['404 of Graph', notFound, 'not-found'],
  ['409', { status: 409 }, 'conflict'],
  ['400', { status: 400, body: { error: { code: 'BadRequest' } } }, 'not-found', '400, which shows no assignment.'],
  ['a redirect', { status: 302, headers: { location: 'https://graph.invalid/' } }, 'not-found', '302, which shows no assignment.'],
  ['another status with a target', { ...ok(), status: 206 }, 'not-found', '206, which shows no assignment.'],
  ['no body', { status: 200 }, 'not-found', '200 without a JSON object.'],
  ['no JSON', { status: 200, body: '{"target":{' }, 'not-found', '200 without a JSON object.'],
  ['no object', { status: 200, body: [{ target: ownTarget }] }, 'not-found', '200 without a JSON object.'],
  ['no target', { status: 200, body: { id: ids.assignmentId } }, 'not-found', '200 with an assignment that has no target.'],
  ['target null', ok(null), 'not-found', '200 with an assignment that has no target.'],
  ['target a text', ok('all'), 'not-found', '200 with an assignment that has no target.'],
  ['target a list', ok([ownTarget]), 'not-found', '200 with an assignment that has no target.'],
  ['another assignment', ok(otherTarget, { id: 'policy_other' }), 'not-found', '200 with another assignment than the configured one.'],
  ['an assignment without an id', ok(ownTarget, { id: undefined }), 'not-found', '200 with an object that has no id.'],
  ['an assignment whose id is no text', ok(ownTarget, { id: 7 }), 'not-found', '200 with an object that has no id.'],
])('after %s no update is sent; a remark describes an unexpected answer', async (_, answer, reason, remark = '') => {
  const { result, outcome, methods, remarks } = await check([answer]);
  expect(methods).toEqual(['GET']);
  expect(outcome).toEqual({ verdict: 'inconclusive', status: null, findings: [], reasons: [reason] });
  expect(result.row.rulesSeen).toMatchObject({ documented: [0, expect.any(Number)], metadata: [0, expect.any(Number)] });
  const lead = 'GET before update-device-compliance-policy-assignment beta: the answer was';
  expect(remarks).toEqual(remark === '' ? [] : [expect.stringContaining(`${lead} ${remark}`)]);
  expect(remarks.join(' ')).not.toContain('policy_');
});

const shown = (target: string): ScriptedAnswer => ({ status: 200, body: `{"id":"${ids.assignmentId}","target":${target}}` });
const type = `"@odata.type":"${ownTarget['@odata.type']}"`;

test.each<readonly [string, ScriptedAnswer, string]>([
  ['an empty one', ok({}), 'names no type'],
  ['one without its type', ok({ groupId: 'g' }), 'names no type'],
  ['one of an empty type', ok({ ...ownTarget, '@odata.type': ' ' }), 'names no type'],
  ['one whose type is no text', ok({ ...ownTarget, '@odata.type': null }), 'names no type'],
  ['a long number', shown(`{${type},"n":9007199254740993}`), 'has a number that cannot be kept exactly'],
  ['a long number, deep in it', shown(`{${type},"list":[{"n":-12345678901234567890}]}`), 'has a number that cannot be kept exactly'],
  ['a long fraction', shown(`{${type},"n":0.1000000000000000055}`), 'has a number that cannot be kept exactly'],
  ['a number that is too large', shown(`{${type},"n":1e400}`), 'has a number that cannot be kept exactly'],
  ['a number that is too small', shown(`{${type},"n":1e-400}`), 'has a number that cannot be kept exactly'],
  ['a name twice', shown(`{${type},"groupId":"g","groupId":"h"}`), 'has a name twice'],
  ['a name twice, once escaped', shown(`{${type},"groupId":"g","group\\u0049d":"h"}`), 'has a name twice'],
  ['two targets', shown(`{${type}},"target":{${type},"groupId":"h"}`), 'is in a response that has a name twice'],
  ['two ids', shown(`{${type}},"id":"${ids.assignmentId}"`), 'is in a response that has a name twice'],
  ['broken characters', shown(`{${type},"groupId":"\uFFFD"}`), 'has a character that could not be read'],
])('a target that cannot be sent back unchanged is refused: %s', async (_, answer, why) => {
  const { result, methods } = await check([answer]);
  expect(methods).toEqual(['GET']);
  expect([result.row.verdict, result.row.tenant]).toEqual(['inconclusive', 'not-touched']);
  expect(result.refusal).toContain(`update-device-compliance-policy-assignment was not updated in beta: its target ${why}`);
  expect(journal().read()).toBeUndefined();
});

test('an id in another case is the same, as it is to Graph', async () => {
  const upper = ok(ownTarget, { id: ids.assignmentId.toUpperCase() });
  const { result, outcome, methods } = await check([upper, upper, ok()]);
  expect(methods).toEqual(['GET', 'PATCH', 'GET']);
  expect(outcome).toMatchObject({ verdict: 'agrees', reasons: [] });
  expect(result.row.tenant).toBe('unchanged');
});

describe('before an update in v1.0, beta is read too', () => {
  test('another assignment in one version prevents the update', async () => {
    const { outcome, methods } = await checkBy(({ path }) => ok(ownTarget, path.startsWith('/beta/') ? { id: 'policy_other' } : {}), {
      version: 'v1.0',
    });
    expect(methods).toEqual(['GET', 'GET']);
    expect(outcome).toMatchObject({ verdict: 'inconclusive', reasons: ['not-found'] });
  });

  test('an unusable target in one version prevents the update', async () => {
    const { result, methods } = await checkBy(({ path }) => ok(path.startsWith('/beta/') ? { groupId: 'g' } : ownTarget), {
      version: 'v1.0',
    });
    expect(methods).toEqual(['GET', 'GET']);
    expect(result.refusal).toContain('names no type');
  });

  const filter = (id: string | null, kind: string): object => ({
    deviceAndAppManagementAssignmentFilterId: id,
    deviceAndAppManagementAssignmentFilterType: kind,
  });
  test.each<readonly [string, object, boolean]>([
    ['a filter that is not set does not', filter(null, 'none'), true],
    ['a filter that only beta shows does', filter('f', 'include'), false],
  ])('%s prevent the update', async (_, hidden, sent) => {
    const { result, methods } = await checkBy(({ path }) => ok(path.startsWith('/beta/') ? { ...ownTarget, ...hidden } : ownTarget), {
      version: 'v1.0',
    });
    expect(methods.includes('PATCH')).toBe(sent);
    expect(result.refusal ?? '').toContain(sent ? '' : 'deviceAndAppManagementAssignmentFilterId');
    expect(result.refusal === undefined).toBe(sent);
  });
});
