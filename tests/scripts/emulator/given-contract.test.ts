/** The emulator serves the operations of any contracts that it is given: it knows ours by no other way. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../../contracts/compiler/compile.js';
import type { Contract } from '../../../contracts/contract.js';
import { pagesFolder } from '../../../contracts/folders.js';
import { parseBody } from '../../../contracts/judge/body.js';
import { valueAt } from '../../../contracts/json-value.js';
import { objectPath } from '../../../scripts/client/assignment.js';
import type { Answer } from '../../../scripts/http/answer.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { simulations, type SimulationName } from '../../../scripts/emulator/simulations.js';
import { bearer, targetNamed } from './send-request.js';

const typesPage = { file: 'types.md', text: readFileSync(join(pagesFolder, 'assignment-targets.md'), 'utf8') };
const ourPage = readFileSync(join(pagesFolder, 'update-device-configuration-assignment.md'), 'utf8');
const ourPath = '/deviceManagement/deviceConfigurations/{deviceConfigurationId}/assignments/{deviceConfigurationAssignmentId}';
const group = targetNamed('groupAssignmentTarget');

/** Our page with these changes, compiled. */
function contractWith(...changes: readonly (readonly [string, string])[]): Contract {
  const text = changes.reduce((changed, [from, to]) => {
    expect(changed).toContain(from);
    return changed.replaceAll(from, to);
  }, ourPage);
  const [contract] = compile([typesPage, { file: 'given.md', text }]);
  if (contract === undefined) throw new Error('The page gives no contract.');
  return contract;
}

const targetRow = '|target|[deviceAndAppManagementAssignmentTarget](assignment-targets.md)|Whom the device configuration is assigned to.|';
const exampleTarget = '  "target": {\n    "@odata.type": "microsoft.graph.deviceAndAppManagementAssignmentTarget"\n  }';
const exampleId = '"id": "7e159a72-9a72-7e15-729a-157e729a157e",';
const nameRow = '|displayName|String|A name.|';

/** A request to the only object, or the first one, of an emulator. Whether it keeps to the contract is judged elsewhere. */
function ask(emulator: Emulator, method: string, body?: object): Answer & { readonly json: unknown } {
  const [object] = emulator.tenant.all;
  const path = objectPath(object?.path ?? '', 'v1.0', object?.ids ?? []);
  const headers = { authorization: bearer, 'content-type': 'application/json' };
  const answer = emulator.answer({ method, url: `http://localhost${path}`, headers, body }, 'http://localhost', { kind: 'outside' });
  const read = parseBody(answer.body);
  return { ...answer, json: read.kind === 'json' ? read.value : undefined };
}

const severalMembers = contractWith(
  [targetRow, `${targetRow}\n${nameRow}`],
  [exampleTarget, `${exampleTarget},\n  "displayName": "A name"`],
  [exampleId, `${exampleId}\n  "createdBy": "a person",`],
);

test('an update sets the members that it sends, and leaves the others', () => {
  const emulator = new Emulator({ contracts: [severalMembers] });
  expect(severalMembers.settable).toEqual(['target', 'displayName']);
  expect(ask(emulator, 'GET').json).toMatchObject({ target: group, displayName: 'A name', createdBy: 'a person' });
  const renamed = ask(emulator, 'PATCH', { '@odata.type': 'x', displayName: 'Another', id: 'no', createdBy: 'nobody' });
  expect(renamed).toMatchObject({ status: 200, json: { target: group, displayName: 'Another', createdBy: 'a person' } });
  expect(ask(emulator, 'GET').json).toEqual(renamed.json);
});

test('without a typed member there is one object: that of the example', () => {
  const contract = contractWith([targetRow, nameRow], [exampleTarget, '  "displayName": "A name"']);
  const emulator = new Emulator({ contracts: [contract] });
  expect(emulator.tenant.all).toEqual([
    {
      path: ourPath,
      ids: ['00000000-0000-4000-8000-000000010001', '7e159a72-9a72-7e15-729a-157e729a157e'],
      members: { displayName: 'A name' },
      metadata: {},
    },
  ]);
  expect(ask(emulator, 'GET').json).toMatchObject({ id: '7e159a72-9a72-7e15-729a-157e729a157e', displayName: 'A name' });
  for (const [simulate, other] of [
    ['other-target', 'A name of another'],
    ['target-null', null],
    ['derived-target', 'A name'],
  ] as const) {
    emulator.simulate = simulate;
    expect(ask(emulator, 'PATCH', { displayName: 'A name' }).json).toMatchObject({ displayName: other });
  }
});

test('an update that answers with no content', () => {
  const contract = contractWith(
    [
      'On success the service returns `200 OK`, and the updated [deviceConfigurationAssignment](assignment-targets.md) object in the response body.',
      'On success the service returns `204 No Content`. It returns nothing in the response body.',
    ],
    [ourPage.slice(ourPage.indexOf('HTTP/1.1 200 OK'), ourPage.lastIndexOf('```')), 'HTTP/1.1 204 No Content\n'],
    ['  "truncated": true', '  "name": "nothing"'],
  );
  const emulator = new Emulator({ contracts: [contract] });
  const { status, body } = ask(emulator, 'PATCH', { target: targetNamed('allDevicesAssignmentTarget') });
  expect([status, body]).toEqual([204, undefined]);
  expect(ask(emulator, 'GET').json).toMatchObject({ target: targetNamed('allDevicesAssignmentTarget') });
});

test('each path has objects of its own, with an id for each parameter', () => {
  const contract = contractWith([`PATCH ${ourPath}`, `PATCH ${ourPath}\nPATCH /a/{x}\nPATCH /b/{x}/c/{y}/d/{z}`]);
  const shown = new Emulator({ contracts: [contract] }).tenant.all.map(({ path, ids }) => [path, ids.length]);
  expect(new Set(shown.map((entry) => JSON.stringify(entry)))).toEqual(
    new Set(
      [
        [ourPath, 2],
        ['/a/{x}', 1],
        ['/b/{x}/c/{y}/d/{z}', 3],
      ].map((entry) => JSON.stringify(entry)),
    ),
  );
});

test('the parameters of a path may have other names', () => {
  const contract = contractWith([ourPath, '/deviceManagement/deviceConfigurations/{policy}/assignments/{its}']);
  const url = `http://localhost${objectPath(ourPath, 'v1.0', ['00000000-0000-4000-8000-000000010001', '00000000-0000-4000-8000-000000010001_00000000-0000-4000-8000-00000000AAAA'])}`;
  const answer = new Emulator({ contracts: [contract] }).answer(
    { method: 'GET', url, headers: { authorization: bearer } },
    'http://localhost',
  );
  expect(answer.status).toBe(200);
});

test('a contract with another method has no object', () => {
  expect(new Emulator({ contracts: [{ ...severalMembers, method: 'POST' }] }).tenant.all).toEqual([]);
});

test('each simulation answers an update of any contract', () => {
  const answers = (Object.keys(simulations) as SimulationName[]).map((simulate) => {
    const { status, json } = ask(new Emulator({ contracts: [severalMembers], simulate }), 'PATCH', { displayName: 'x' });
    return [simulate, { status, target: valueAt(json, '/target'), displayName: valueAt(json, '/displayName') }] as const;
  });
  expect(new Map(answers).get('documented')).toEqual({ status: 200, target: group, displayName: 'x' });
  expect(new Map(answers).get('other-target')).toMatchObject({ target: targetNamed('allDevicesAssignmentTarget'), displayName: 'x' });
});
