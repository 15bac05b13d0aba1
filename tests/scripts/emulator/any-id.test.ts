/** Objects that a client names first, and the requests beside an update: list, DELETE and `assign`. A row is a sequence of requests with their answers. */
import type { Response } from 'supertest';
import { Emulator, type EmulatorOptions } from '../../../scripts/emulator/emulator.js';
import { errorOf, operations, send, targetNamed } from './send-request.js';

const devices = targetNamed('allDevicesAssignmentTarget');
const users = targetNamed('allLicensedUsersAssignmentTarget');
const group = targetNamed('groupAssignmentTarget');
const groupId = '22222222-2222-4222-8222-222222222222';
const groupOf = (id: string): object => ({ ...group, groupId: id });
const devicesId = 'adadadad-808e-44e2-905a-0b7873a8a531';
const usersId = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9';
const gone = ': an earlier request deleted or replaced it.';

type Step = [line: string, body: object | undefined, status: number, shows?: unknown];

/** The objects of an answer by id, each with its target, without the members of beta. */
function shownIn({ body, status }: Response): unknown {
  const { value, id, target } = body as { value?: { id: string; target: unknown }[]; id?: string; target?: unknown };
  if (status >= 400) return undefined;
  return value === undefined
    ? id === undefined
      ? undefined
      : { [id]: target }
    : Object.fromEntries(value.map((one) => [one.id, one.target]));
}

const rows: [name: string, options: EmulatorOptions, ...steps: Step[]][] = [
  ['an id that was never seen has the target of a group', {}, ['GET p/assignments/a', undefined, 200, { a: group }]],
  [
    'an id names the group that it ends with',
    {},
    ['GET p/assignments/p_' + groupId, undefined, 200, { [`p_${groupId}`]: groupOf(groupId) }],
  ],
  ['all devices', {}, [`GET p/assignments/p_${devicesId}`, undefined, 200, { [`p_${devicesId}`]: devices }]],
  ['all users', {}, [`GET p/assignments/p_${usersId.toUpperCase()}`, undefined, 200, { [`p_${usersId.toUpperCase()}`]: users }]],
  [
    'an update makes one too, and it stays',
    {},
    ['PATCH p/assignments/a', { target: devices }, 200, { a: devices }],
    ['GET P/assignments/A', undefined, 200, { a: devices }],
    ['GET p/assignments', undefined, 200, { a: devices }],
  ],
  [
    'a policy that was never seen has one assignment',
    {},
    ['GET p/assignments', undefined, 200, { 'p_00000000-0000-4000-8000-00000000aaaa': group }],
    ['GET p/assignments/a', undefined, 200, { a: group }],
    ['GET p/assignments', undefined, 200, { 'p_00000000-0000-4000-8000-00000000aaaa': group, a: group }],
  ],
  [
    'one that was deleted is gone, and only that one',
    {},
    ['DELETE p/assignments/a', undefined, 204],
    ['DELETE p/assignments/a', undefined, 404, gone],
    ['PATCH p/assignments/a', { target: devices }, 404, gone],
    ['GET p/assignments', undefined, 200, {}],
    ['GET p/assignments/b', undefined, 200, { b: group }],
    ['GET q/assignments/a', undefined, 200, { a: group }],
  ],
  [
    'assign replaces all, and ids follow the targets',
    {},
    ['GET p/assignments/a', undefined, 200, { a: group }],
    [
      'POST p/assign',
      { assignments: [{ target: devices }, { target: groupOf(groupId) }] },
      200,
      { [`p_${devicesId}`]: devices, [`p_${groupId}`]: groupOf(groupId) },
    ],
    ['GET p/assignments', undefined, 200, { [`p_${devicesId}`]: devices, [`p_${groupId}`]: groupOf(groupId) }],
    ['GET p/assignments/a', undefined, 404, gone],
    ['POST p/assign', { assignments: [] }, 200, {}],
    ['GET p/assignments', undefined, 200, {}],
  ],
  [
    'assign keeps the id of an assignment that it names',
    {},
    ['PATCH p/assignments/a', { target: users }, 200, { a: users }],
    [
      'POST p/assign',
      {
        assignments: [
          { id: 'A', target: devices },
          { id: 'new', target: users },
        ],
      },
      200,
      { a: devices, [`p_${usersId}`]: users },
    ],
  ],
  [
    'assign takes a list of objects only',
    {},
    ['POST p/assign', { assignments: 'all' }, 400, 'The body needs a list "assignments"'],
    ['POST p/assign', { assignments: [{}] }, 400, 'each item of it with an object "target"'],
    ['POST p/assign', {}, 400, 'The body needs a list "assignments"'],
  ],
  [
    'ids in odd forms',
    {},
    ["GET ('p')/assignments('it%27%27s')", undefined, 200, { "it's": group }],
    ["GET ('p')/assignments", undefined, 200, { "it's": group }],
    ["DELETE (p)/assignments(id='it%27%27s')", undefined, 204],
    ['GET a%2Fb/assignments/c%20%E2%82%AC', undefined, 200, { 'c \u20ac': group }],
    ['GET %5F/assignments/__proto__', undefined, 404],
    ['GET p/assignments/constructor', undefined, 200, { constructor: group }],
    ['GET p/assignments/undefined', undefined, 404, 'was never filled in'],
    ['GET {policyId}/assignments', undefined, 404, 'was never filled in'],
    ['DELETE null/assignments/a', undefined, 404, 'was never filled in'],
    ['POST undefined/assign', { assignments: [] }, 404, 'was never filled in'],
    ['GET p/assignments/$count', undefined, 404, 'was never filled in'],
    ['GET %2E%2E/assignments/a', undefined, 404, 'was never filled in'],
    ['GET %20/assignments', undefined, 400, 'No OData route'],
  ],
  [
    'other methods have no route',
    {},
    ['POST p/assignments', { target: group }, 400, 'No OData route'],
    ['GET p/assign', undefined, 400, 'No OData route'],
    ['DELETE p/assignments', undefined, 400, 'No OData route'],
    ['PUT p/assignments/a', { target: group }, 400, 'No OData route'],
  ],
  [
    'with known ids only, a 404 says which ids there are',
    { anyIds: false },
    ['GET p/assignments/a', undefined, 404, '_00000000-0000-4000-8000-00000000aaaa of 00000000-0000-4000-8000-0000000'],
    ['GET p/assignments', undefined, 404, 'It has 0'],
    ['POST p/assign', { assignments: [] }, 404, 'It has 0'],
    ['DELETE p/assignments/a', undefined, 404, 'It has 0'],
  ],
  [
    'and if there are none',
    { anyIds: false, seed: { objects: [], collections: [] } },
    ['GET p/assignments/a', undefined, 404, 'It has none.'],
  ],
];

describe.each(operations)('%s %s', (_, version, contract) => {
  const start = `/${version}${(contract.paths[0] ?? '').split('/{')[0] ?? ''}`;
  const inFull = (path: string): string => `${start}${path.startsWith('(') ? '' : '/'}${path}`;

  test.each(rows)('%s', async (__, options, ...steps) => {
    const emulator = new Emulator({ anyIds: true, ...options });
    for (const [line, body, status, shows] of steps) {
      const [method = '', path = ''] = line.split(' ');
      const answer = await send(emulator, inFull(path), { method, body });
      const withoutBeta = JSON.parse(
        JSON.stringify(shownIn(answer) ?? null, (name, value: unknown) => (name.startsWith('deviceAndApp') ? undefined : value)),
      ) as unknown;
      expect([line, answer.status]).toEqual([line, status]);
      if (status >= 400 && shows !== undefined) expect(errorOf(answer).message.replaceAll('\\"', '"')).toContain(shows);
      else expect(withoutBeta).toEqual(shows ?? null);
    }
  });

  test('answers name their collection, and reset puts back what was there', async () => {
    const emulator = new Emulator({ anyIds: true });
    const before = emulator.tenant.all;
    const collection = `${start.split('/').slice(2).join('/')}('p')/assignments`;
    const list = await send(emulator, inFull('p/assignments'));
    expect(list.body).toMatchObject({ '@odata.context': expect.stringMatching(`/${version}/\\$metadata#`) as string });
    expect((list.body as Record<string, string>)['@odata.context']?.endsWith(`#${collection}`)).toBe(true);
    const assigned = await send(emulator, inFull('p/assign'), { method: 'POST', body: { assignments: [{ target: devices }] } });
    expect((assigned.body as Record<string, string>)['@odata.context']).toContain(
      `#Collection(microsoft.graph.${contract.resourceType ?? ''})`,
    );
    expect(assigned.text.includes('"source":"direct"')).toBe(version === 'beta');
    emulator.reset();
    expect(emulator.tenant.all).toEqual(before);
  });
});
