import { contracts, familyOf } from '../../../contracts/judge/compiled-contracts.js';
import { assignmentPath } from '../../../scripts/client/assignment.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { sampleValues } from '../../../scripts/emulator/samples.js';
import { assignmentsOf, bearer, emulatorWith, get, operations, send, targetNamed, update, type Sent } from './send-request.js';
import { assignmentsIn } from '../../equipment/emulated-assignments.js';

const everyone = targetNamed('allLicensedUsersAssignmentTarget');
const graphJson = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

describe.each(operations)('%s %s', (_, version, contract) => {
  let emulator = new Emulator();
  const [ids, other] = assignmentsOf(emulator, contract);
  const path = assignmentPath(contract, version, ids);
  beforeEach(() => {
    emulator = new Emulator({ origin: 'https://graph.example' });
  });

  test('GET answers as Graph does at minimal metadata', async () => {
    const answer = await get(emulator, contract, version, ids);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(graphJson);
    const collection = contract.paths[0]?.split('/')[2] ?? '';
    expect(answer.body).toMatchObject({
      '@odata.context': `https://graph.example/${version}/$metadata#deviceManagement/${collection}('${ids.policyId}')/assignments/$entity`,
      id: ids.assignmentId,
      target: ids.target,
    });
    expect(answer.body).not.toHaveProperty(['@odata.type']);
    const isBeta = version === 'beta';
    expect(answer.text.includes('"deviceAndAppManagementAssignmentFilterType":"none"')).toBe(isBeta);
    expect(answer.text.includes('"source":"direct"')).toBe(isBeta);
  });

  test('PATCH answers 200 with the updated assignment, GET shows it, and no other assignment changes', async () => {
    const untouched = assignmentsIn(emulator.tenant).filter(
      (one) => one.assignmentId !== ids.assignmentId || one.operation !== ids.operation,
    );
    const updated = await update(emulator, contract, version, ids, everyone);
    expect(updated.status).toBe(200);
    expect(updated.headers['content-type']).toBe(graphJson);
    expect(updated.body).toMatchObject({ id: ids.assignmentId, target: everyone });
    expect((await get(emulator, contract, version, ids)).body).toEqual(updated.body);
    expect((await get(emulator, contract, version, other)).body).toMatchObject({ id: other.assignmentId, target: other.target });
    expect(assignmentsIn(emulator.tenant)).toEqual(expect.arrayContaining(untouched));
  });

  test('the documented example is accepted, and each target type replaces the one before', async () => {
    const example = await send(emulator, path, { method: 'PATCH', body: contract.examples[0]?.request?.body as object });
    expect(example).toMatchObject({
      status: 200,
      body: { id: ids.assignmentId, target: { '@odata.type': '#microsoft.graph.deviceAndAppManagementAssignmentTarget' } },
    });
    const types = Object.entries(sampleValues).filter(([name]) => familyOf(contract).find(name) !== undefined);
    expect(types).toHaveLength(5);
    for (const [, { value: target }] of types)
      expect(await update(emulator, contract, version, ids, target)).toMatchObject({ status: 200, body: { target } });
  });

  test('ids are found in any case, and answered in the case of the tenant', async () => {
    const ours = emulatorWith({ operation: contract.name, policyId: 'aBc', assignmentId: 'aBc_dEf', target: everyone });
    const inOtherCase = { policyId: 'AbC', assignmentId: 'ABC_DEF' };
    expect((await get(ours, contract, version, inOtherCase)).body).toMatchObject({ id: 'aBc_dEf' });
    await update(ours, contract, version, inOtherCase, targetNamed('allDevicesAssignmentTarget')).expect(200);
    expect(assignmentsIn(ours.tenant)).toMatchObject([{ assignmentId: 'aBc_dEf', target: targetNamed('allDevicesAssignmentTarget') }]);
  });

  test('an id may need encoding in a path', async () => {
    const odd = { policyId: 'a/b?c#d %', assignmentId: "e'f" };
    const ours = emulatorWith({ operation: contract.name, ...odd, target: everyone });
    expect((await get(ours, contract, version, odd)).body).toMatchObject({ id: "e'f" });
  });

  test.each<[string, Sent]>([
    ['parameters of a content type', { method: 'PATCH', type: 'Application/JSON;odata.metadata=full; charset=utf-8' }],
    ['a byte order mark', { method: 'PATCH', body: `\uFEFF${JSON.stringify({ target: everyone })}` }],
    ['blanks up to 4 MiB', { method: 'PATCH', body: JSON.stringify({ target: everyone }).padEnd(4 * 1024 * 1024) }],
    ['the case of a scheme', { authorization: 'bEARER made-up' }],
  ])('%s make no difference, nor does a query', async (__, sent) => {
    const body = sent.method === 'PATCH' ? { target: everyone } : undefined;
    await send(emulator, `${path}?$select=id`, { body, ...sent }).expect(200);
  });
});

test.each(contracts.map((contract) => [contract.name, contract] as const))(
  '%s: the filter of beta stays away from v1.0',
  async (_, contract) => {
    const emulator = new Emulator();
    const [ids] = assignmentsOf(emulator, contract);
    const filter = { deviceAndAppManagementAssignmentFilterId: 'f', deviceAndAppManagementAssignmentFilterType: 'include' };
    await update(emulator, contract, 'beta', ids, { ...everyone, ...filter }).expect(200);
    expect((await get(emulator, contract, 'beta', ids)).body).toMatchObject({ target: filter });
    const stable = await get(emulator, contract, 'v1.0', ids);
    expect(stable.body).toMatchObject({ target: everyone });
    expect(stable.text).not.toContain('FilterType');
    await update(emulator, contract, 'v1.0', ids, { ...everyone, ...filter }).expect(400);
    await update(emulator, contract, 'v1.0', ids, everyone).expect(200);
    expect((await get(emulator, contract, 'v1.0', ids)).text).not.toContain('FilterType');
  },
);

test('both operations keep their own assignments', async () => {
  const ids = { policyId: 'p', assignmentId: 'p_t' };
  const emulator = emulatorWith(...contracts.map(({ name }) => ({ operation: name, ...ids, target: everyone })));
  const [first, second] = contracts;
  if (first === undefined || second === undefined) throw new Error('There are two contracts.');
  await update(emulator, first, 'v1.0', ids, targetNamed('allDevicesAssignmentTarget')).expect(200);
  expect((await get(emulator, second, 'v1.0', ids)).body).toMatchObject({ target: everyone });
});

test('parallel updates and reads all get their own answer', async () => {
  const emulator = new Emulator();
  const origin = await emulator.listen();
  const all = [...assignmentsIn(emulator.tenant)];
  try {
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const ids = all[index % all.length];
        const contract = contracts.find(({ name }) => name === ids?.operation);
        if (ids === undefined || contract === undefined) throw new Error('An assignment is of no operation.');
        const response = await fetch(`${origin}${assignmentPath(contract, 'v1.0', ids)}`, {
          method: index % 3 === 0 ? 'PATCH' : 'GET',
          headers: { authorization: bearer, 'content-type': 'application/json' },
          body: index % 3 === 0 ? JSON.stringify({ target: ids.target }) : undefined,
        });
        return [response.status, ((await response.json()) as { id: string }).id === ids.assignmentId];
      }),
    );
    expect(answers.filter(([status, own]) => status !== 200 || own !== true)).toEqual([]);
  } finally {
    await emulator.close();
  }
});
