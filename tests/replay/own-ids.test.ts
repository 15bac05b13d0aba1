import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Recorder } from '../../recordings/recorder/recorder.js';
import type { RecordedDefinition, Recording } from '../../recordings/traffic/recording.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { recordedUpdate, useReplay } from './committed-recordings.js';

const recording = recordedUpdate('200-group-target-v1.0.json');
const [read, update] = recording;

/** Puts the made-up ids of a tenant in place of the recorded ones. */
const toOwn = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('00000000-0000-4000-8000-', '22222222-2222-4222-8222-')) as T;

const replay = useReplay();
const folder = useTemporaryFolder();

async function ask({ method, path, body }: RecordedDefinition): Promise<unknown> {
  const answer = await fetch(`https://graph.microsoft.com${path}`, {
    method,
    ...(method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return answer.json();
}

test('the recording holds the ids that are replaced here', () => {
  expect(toOwn(read).path).not.toBe(read.path);
  expect(toOwn(update).body).not.toEqual(update.body);
});

test('a client asks with its own ids, and gets them back', async () => {
  const replaying = replay(recording, { ownIds: true });
  for (const definition of recording) expect(await ask(toOwn(definition))).toEqual(toOwn(definition.response));
  expect(replaying.pending()).toEqual([]);
});

test('the recorded ids stand for themselves', async () => {
  replay(recording, { ownIds: true });
  expect(await ask(read)).toEqual(read.response);
});

test('another id than before stands for nothing', async () => {
  replay(recording, { ownIds: true });
  await ask(toOwn(read));
  await expect(ask({ ...toOwn(read), path: toOwn(read).path.replaceAll('22222222-2', '33333333-3') })).rejects.toThrow(
    'in the path is another one',
  );
});

test.each<readonly [string, policy: string, assignment: string, group: string]>([
  ['words', 'my-policy', 'my-assignment', 'my-group'],
  ['a GUID and a word', '22222222-2222-4222-8222-222222222222', 'wifi', 'a-group'],
  ['numbers', '17', '4', '5'],
  ['signs that a URL encodes', 'a/b', 'c d?', 'e&f'],
  ['other texts than Unicode letters', '\u7b56\u7565', '\u5206\u914d', '\u7d44'],
])('ids of another form than the recorded ones come back too: %s', async (_, policy, assignment, group) => {
  const replaying = replay(recording, { ownIds: true });
  const start = read.path.split('/').slice(0, 4).join('/');
  const path = `${start}/${encodeURIComponent(policy)}/assignments/${encodeURIComponent(assignment)}`;
  const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group };
  for (const definition of recording) {
    const body = definition.method === 'GET' ? '' : { ...(definition.body as object), target };
    const answer = (await ask({ ...definition, path, body })) as Record<string, unknown>;
    expect(answer['id']).toBe(assignment);
    if (definition.method !== 'GET') expect(answer['target']).toEqual(target);
  }
  expect(replaying.pending()).toEqual([]);
  replaying.stop();
  replay(recording, { ownIds: true });
  await ask({ ...read, path });
  await expect(ask({ ...read, path: `${path}-2` })).rejects.toThrow('AssignmentId in the path is another one');
  await expect(ask({ ...update, path, body: { target: { ...target, more: 1 } } })).rejects.toThrow(
    '/target/more is sent, and was not recorded',
  );
});

test('one recorded assignment stands for one, whatever the form of its id', async () => {
  replay(recording, { ownIds: true });
  await ask(toOwn(read));
  await expect(ask({ ...toOwn(read), path: toOwn(read).path.replace(/[^/]+$/, 'another') })).rejects.toThrow(
    'AssignmentId in the path is another one',
  );
});

test('without it, a refusal says that only the ids differ', async () => {
  replay(recording);
  await expect(ask(toOwn(update))).rejects.toThrow(/ With \{ ownIds: true \}, the ids of a client stand for the recorded ones\.$/);
  await expect(ask({ ...toOwn(update), body: {} })).rejects.toThrow(/^(?!.*ownIds)/);
});

describe('a refusal names the differences besides the ids', () => {
  const otherWay = (path: string): string => path.replace(/\/([^/]+)\/assignments\/([^/]+)$/, "('$1')/assignments('$2')");
  const stranger = toOwn(update).path.replaceAll('22222222-2', '33333333-3');
  test.each<readonly [string, Partial<RecordedDefinition>, string]>([
    ['a slash more', { path: `${toOwn(update).path}/` }, 'the path is written in another way'],
    ['keys in brackets', { path: otherWay(toOwn(update).path) }, 'the path is written in another way'],
    ['a query', { path: `${toOwn(update).path}?$select=id` }, 'the query is another one'],
    ['another method', { method: 'POST' }, 'the method was recorded as PATCH, and is sent as POST'],
    ['a property more', { body: { ...(toOwn(update).body as object), more: 1 } }, '/more is sent, and was not recorded'],
    [
      'two of them',
      { path: `${toOwn(update).path}?x`, body: { ...(toOwn(update).body as object), more: 1 } },
      'the query is another one; /more is sent, and was not recorded',
    ],
    [
      'another id in the body',
      { body: { target: { groupId: stranger } } },
      '/@odata.type was recorded, and is not sent; /target/@odata.type was recorded, and is not sent; /target/groupId was recorded as a string of 36 characters, and is sent as a string of',
    ],
  ])('%s', async (_, other, differences) => {
    for (const asked of ['for the first time', 'again']) {
      const replaying = replay(recording, { ownIds: true });
      if (asked === 'again') await ask(toOwn(read));
      const refusal = expect(ask({ ...toOwn(update), ...other })).rejects;
      await refusal.toThrow(/No recording answers this (?:PATCH|POST) request\. The nearest is .*, number 2 /);
      await refusal.toThrow(`It differs: ${differences}`);
      replaying.stop();
    }
  });

  test('none, but it has answered already', async () => {
    replay(recording, { ownIds: true });
    await ask(toOwn(update));
    await expect(ask(toOwn(update))).rejects.toThrow(
      /No recording is left for this PATCH request: .*, number 2 .* has answered it already\.$/,
    );
  });

  test('an id that stands for none', async () => {
    replay(recording, { ownIds: true });
    await ask(toOwn(read));
    await expect(ask({ ...toOwn(update), path: stranger })).rejects.toThrow('AssignmentId in the path is another one');
  });
});

const policyGuid = '22222222-2222-4222-8222-222222222222';
const groupGuid = '33333333-3333-4333-8333-333333333333';

test.each<readonly [string, { readonly policy: string; readonly assignment: string; readonly group: string; readonly path?: string }]>([
  ['GUIDs', { policy: policyGuid, assignment: `${policyGuid}_${groupGuid}`, group: groupGuid }],
  ['GUIDs without dashes', { policy: '2'.repeat(32), assignment: `${'2'.repeat(32)}_${'3'.repeat(32)}`, group: '3'.repeat(32) }],
  ['words', { policy: 'a-policy', assignment: 'an-assignment', group: 'a-group' }],
  ['words, composed', { policy: 'a-policy', assignment: 'a-policy_a-group', group: 'a-group' }],
  ['a GUID and a word', { policy: policyGuid, assignment: `${policyGuid}_lisbon`, group: 'lisbon' }],
  ...[
    '_1',
    '_42',
    `_${groupGuid}_1`,
    '.1',
    '-1',
    ':5',
    '_1_0',
    '_v1.0',
    '_v1.0_2',
    '_all',
    '_Corp 7',
    '_SMS00001',
    "_it's",
    '_(x)',
    '_x, y',
    ';',
    '_.1.',
  ].map((beside) => [`a GUID and ${beside}`, { policy: policyGuid, assignment: `${policyGuid}${beside}`, group: groupGuid }] as const),
  ['a number and a GUID', { policy: policyGuid, assignment: `42_${policyGuid}`, group: groupGuid }],
  ['a GUID and public words', { policy: policyGuid, assignment: `${policyGuid}_a-group`, group: 'a-group' }],
  ['a GUID and a number that is an id too', { policy: policyGuid, assignment: `${policyGuid}_1`, group: '1' }],
  ['words in another case', { policy: 'A-Policy', assignment: 'AN-ASSIGNMENT', group: 'aGroup' }],
  ['words with blanks', { policy: 'my policy', assignment: 'my assignment', group: 'my group' }],
  ['numbers', { policy: '17', assignment: '17_4', group: '4' }],
  ['all the same', { policy: 'one', assignment: 'one', group: 'one' }],
  ['addresses', { policy: 'policy@contoso.example', assignment: 'a.contoso.example', group: '192.0.2.1' }],
  [
    'keys in brackets',
    {
      policy: 'a-policy',
      assignment: 'an-assignment',
      group: 'a-group',
      path: "/v1.0/deviceManagement/deviceConfigurations('a-policy')/assignments('an-assignment')",
    },
  ],
])('the client that was recorded gets the answer that it got: %s', async (_, { policy, assignment, group, path }) => {
  // As the redaction writes them, which leaves signs readable that need no escape.
  const segments = [policy, assignment].map((id) => encodeURIComponent(id).replaceAll(/%3[AB]/g, decodeURIComponent));
  const asked = path ?? `/v1.0/deviceManagement/deviceConfigurations/${segments.join('/assignments/')}`;
  const url = `https://graph.microsoft.com${asked}`;
  const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group };
  const answered = {
    '@odata.id': `https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations('${segments.join("')/assignments('")}')`,
    id: assignment,
    sourceId: policy,
    source: 'direct',
    target,
  };
  const recorder = await Recorder.open({ folder: folder.path, scenario: 'any ids' });
  recorder.add({
    request: { method: 'PATCH', url, headers: { 'content-type': 'application/json' }, body: { id: assignment, target } },
    response: { status: 200, headers: { 'content-type': 'application/json', location: url, 'retry-after': '17' }, body: answered },
  });
  const [file = ''] = recorder.close().files;
  const text = readFileSync(join(folder.path, file), 'utf8');

  replay(JSON.parse(text) as Recording, { ownIds: true });
  const answer = await fetch(url, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ target, id: assignment }),
  });
  expect(await answer.json()).toEqual(answered);
  expect([answer.headers.get('location'), answer.headers.get('retry-after')]).toEqual([url, '17']);
});

test.each<readonly [string, string, string]>([
  ['a text', '"note":"redacted-1"', '"note":"My note"'],
  ['a long number', '"note":1000000000001', '"note":1234567890123'],
])('%s that was replaced is said to be a placeholder, also where another recording lacks it', async (_, recorded, sent) => {
  const withNote = (note: string): RecordedDefinition => ({
    ...update,
    body: JSON.parse(`{${note},${JSON.stringify(update.body).slice(1)}`) as unknown,
  });
  replay([update, withNote(recorded)], { ownIds: true });
  const sentence = /The nearest is the recording, number 2 .* It differs: \/note was recorded as a placeholder that .*, and is sent as /;
  await expect(ask(toOwn(withNote(sent)))).rejects.toThrow(sentence);
});

test('so is what was replaced in a query', async () => {
  const withFilter = (name: string): RecordedDefinition => ({ ...read, path: `${read.path}?$filter=displayName%20eq%20'${name}'` });
  replay([read, withFilter('redacted-1')], { ownIds: true });
  const sentence = /number 2 .* It differs: the query is another one, and was recorded with a placeholder that /;
  await expect(ask(toOwn(withFilter('Some%20Name')))).rejects.toThrow(sentence);
});
