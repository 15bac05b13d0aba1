import request from 'supertest';
import { contracts, familyOf } from '../../../contracts/judge/compiled-contracts.js';
import { assignmentPath } from '../../../scripts/client/assignment.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { sampleTargets } from '../../../scripts/emulator/tenant.js';
import { assignmentsOf, bearer, emulatorWith, get, operations, patch, targetNamed, update } from './asked.js';

const everyone = targetNamed('allLicensedUsersAssignmentTarget');
const graphJson = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

describe.each(operations)('%s %s', (_, version, contract) => {
  const beta = version === 'beta';

  test('GET answers as Graph does at minimal metadata', async () => {
    const emulator = new Emulator({ origin: 'https://graph.example' });
    const [ids] = assignmentsOf(emulator, contract);
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
    expect(answer.text.includes('"deviceAndAppManagementAssignmentFilterType":"none"')).toBe(beta);
    expect(answer.text.includes('"source":"direct"')).toBe(beta);
  });

  test('PATCH answers 200 with the updated assignment, and GET shows it', async () => {
    const emulator = new Emulator({ origin: 'https://graph.example' });
    const [ids, other] = assignmentsOf(emulator, contract);
    const updated = await update(emulator, contract, version, ids, everyone);
    expect(updated.status).toBe(200);
    expect(updated.headers['content-type']).toBe(graphJson);
    expect(updated.body).toMatchObject({ id: ids.assignmentId, target: everyone });
    expect((await get(emulator, contract, version, ids)).body).toEqual(updated.body);
    expect((await get(emulator, contract, version, other)).body).toMatchObject({ id: other.assignmentId, target: other.target });
    const untouched = emulator.tenant.all.filter(
      ({ assignmentId, operation }) => assignmentId !== ids.assignmentId || operation !== ids.operation,
    );
    const before = new Emulator().tenant.all;
    expect(untouched).toEqual(
      before.filter(({ assignmentId, operation }) => assignmentId !== ids.assignmentId || operation !== ids.operation),
    );
  });

  test('the documented example is taken', async () => {
    const emulator = new Emulator();
    const [ids] = assignmentsOf(emulator, contract);
    const answer = await patch(emulator, contract, version, ids, contract.examples[0]?.request?.body as object);
    expect(answer).toMatchObject({
      status: 200,
      body: { id: ids.assignmentId, target: { '@odata.type': '#microsoft.graph.deviceAndAppManagementAssignmentTarget' } },
    });
  });

  test('ids are found in whatever case, and answered in the case of the tenant', async () => {
    const emulator = emulatorWith({ operation: contract.name, policyId: 'aBc', assignmentId: 'aBc_dEf', target: everyone });
    const ids = { policyId: 'AbC', assignmentId: 'ABC_DEF' };
    expect((await get(emulator, contract, version, ids)).body).toMatchObject({ id: 'aBc_dEf' });
    await update(emulator, contract, version, ids, targetNamed('allDevicesAssignmentTarget')).expect(200);
    expect(emulator.tenant.all).toMatchObject([{ assignmentId: 'aBc_dEf', target: targetNamed('allDevicesAssignmentTarget') }]);
  });

  test('every target type is taken, and can be changed into every other', async () => {
    const emulator = new Emulator();
    const [ids] = assignmentsOf(emulator, contract);
    const types = Object.entries(sampleTargets).filter(([name]) => familyOf(contract).find(name) !== undefined);
    expect(types).toHaveLength(5);
    for (const [, { target }] of types) {
      const answer = await update(emulator, contract, version, ids, target);
      expect(answer).toMatchObject({ status: 200, body: { target } });
    }
  });

  test('an id may need encoding in a path', async () => {
    const ids = { policyId: 'a/b?c#d %', assignmentId: "e'f" };
    const emulator = emulatorWith({ operation: contract.name, ...ids, target: everyone });
    expect((await get(emulator, contract, version, ids)).body).toMatchObject({ id: "e'f" });
  });

  test('a content type may have parameters', async () => {
    const emulator = new Emulator();
    const [ids] = assignmentsOf(emulator, contract);
    await update(emulator, contract, version, ids, everyone)
      .set('Content-Type', 'Application/JSON;odata.metadata=full; charset=utf-8')
      .expect(200);
  });

  test('a query changes nothing', async () => {
    const emulator = new Emulator();
    const [ids] = assignmentsOf(emulator, contract);
    const path = `${assignmentPath(contract, version, ids)}?$select=id`;
    await request(emulator.listener).get(path).set('Authorization', bearer).expect(200);
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
    expect((await get(emulator, contract, 'v1.0', ids)).body).toMatchObject({ target: everyone });
    expect((await get(emulator, contract, 'v1.0', ids)).text).not.toContain('FilterType');
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
  const all = [...emulator.tenant.all];
  try {
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const ids = all[index % all.length];
        const contract = contracts.find(({ name }) => name === ids?.operation);
        if (ids === undefined || contract === undefined) throw new Error('An assignment is of no operation.');
        const response = await fetch(`${origin}${assignmentPath(contract, 'v1.0', ids)}`, {
          method: index % 3 === 0 ? 'PATCH' : 'GET',
          headers: { authorization: bearer, 'content-type': 'application/json' },
          ...(index % 3 === 0 ? { body: JSON.stringify({ target: ids.target }) } : {}),
        });
        return [response.status, ((await response.json()) as { id: string }).id === ids.assignmentId];
      }),
    );
    expect(answers.filter(([status, own]) => status !== 200 || own !== true)).toEqual([]);
  } finally {
    await emulator.close();
  }
});
