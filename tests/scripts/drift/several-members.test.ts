/** An operation may let an update set several members: each is sent back as it was read. */
import type { Contract } from '../../../contracts/contract.js';
import { contract, ids, ok, ownTarget, useScriptedChecks } from './scripted-checks.js';

const several: Contract = { ...contract, settable: ['target', 'priority', 'tags'] };
const options = { contract: several };

const { check } = useScriptedChecks();

test('each member that was read is sent, and no other', async () => {
  const read = ok(ownTarget, { priority: 2, tags: [{ '@odata.id': 'x', name: null }], source: 'direct', '@odata.context': 'y' });
  const { sent, outcome } = await check([read, read, read], options);
  const { '@odata.type': type, ...members } = JSON.parse(sent[1]?.body ?? '{}') as Record<string, unknown>;
  expect([type, members]).toEqual([
    `#microsoft.graph.${contract.resourceType ?? ''}`,
    { target: ownTarget, priority: 2, tags: [{ name: null }] },
  ]);
  expect(outcome).toMatchObject({ status: 200, reasons: [] });
});

test('a member that the answer leaves out is not sent', async () => {
  const { sent } = await check([ok(ownTarget, { tags: [] }), ok(), ok(ownTarget, { tags: [] })], options);
  expect(JSON.parse(sent[1]?.body ?? '{}')).toMatchObject({ target: ownTarget, tags: [] });
  expect(sent[1]?.body).not.toContain('priority');
});

test.each([
  [
    'a number that cannot be kept',
    `{"id":"${ids.assignmentId}","target":${JSON.stringify(ownTarget)},"priority":1e400}`,
    'priority has a number',
  ],
  ['a text that cannot be read', ok(ownTarget, { tags: ['\uFFFD'] }), 'tags has a character'],
  ['no type, where the declared one is abstract', ok({ groupId: 'g' }, { priority: 1 }), 'target names no type'],
])('is refused for any of them: %s', async (_, answer, why) => {
  const read = typeof answer === 'string' ? { status: 200, body: answer } : { ...answer, body: JSON.stringify(answer.body) };
  const { result, methods } = await check([read], options);
  expect(result.refusal).toContain(`was not updated in beta: its ${why}`);
  expect(methods).not.toContain('PATCH');
});

test('a member of a simple type names no type, and may be the only one', async () => {
  const simple = { ...contract, settable: ['priority'] };
  const [shown, none] = [ok(null, { priority: 2 }), ok(null)];
  const { sent } = await check([shown, shown, shown], { contract: simple });
  expect(sent[1]?.body).toBe(`{"@odata.type":"#microsoft.graph.${contract.resourceType ?? ''}","priority":2}`);
  const { methods, remarks } = await check([none], { contract: simple });
  expect([methods, remarks]).toEqual([['GET'], [expect.stringContaining('200 with an assignment that has no priority.')]]);
});

test('a member that changed is restored', async () => {
  const [before, after] = [ok(ownTarget, { priority: 2 }), ok(ownTarget, { priority: 3 })];
  const { remarks, sent } = await check([before, before, after], options);
  expect(remarks[0]).toContain('had changed (priority) and had to be restored');
  expect(sent.filter(({ method }) => method === 'PATCH').every(({ body }) => body.includes('"priority":2'))).toBe(true);
});
