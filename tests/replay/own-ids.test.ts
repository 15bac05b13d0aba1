import nock from 'nock';
import type { RecordedDefinition } from '../../recordings/recording.js';
import { replay, type Replay } from '../../recordings/nock/replay.js';
import { committedRecordings } from './committed-recordings.js';

const [, recording = []] = committedRecordings.find(([name]) => name.endsWith('200-group-target-v1.0.json')) ?? [];
const [read, update] = recording as unknown as readonly [RecordedDefinition, RecordedDefinition];

/** Made-up ids of a tenant: whatever is recorded, these are not in it. */
const own = (id: string): string => id.replace('00000000-0000-4000-8000-', '22222222-2222-4222-8222-');
const toOwn = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll('00000000-0000-4000-8000-', own('00000000-0000-4000-8000-'))) as T;

let replaying: Replay | undefined;
afterEach(() => replaying?.stop());
afterAll(() => {
  nock.restore();
});

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
  replaying = replay(recording, { ownIds: true });
  for (const definition of recording) expect(await ask(toOwn(definition))).toEqual(toOwn(definition.response));
  expect(replaying.pending()).toEqual([]);
});

test('the recorded ids stand for themselves', async () => {
  replaying = replay(recording, { ownIds: true });
  expect(await ask(read)).toEqual(read.response);
});

test('another id than before stands for nothing', async () => {
  replaying = replay(recording, { ownIds: true });
  await ask(toOwn(read));
  await expect(ask({ ...toOwn(read), path: toOwn(read).path.replaceAll('22222222-2', '33333333-3') })).rejects.toThrow(
    'in the path is another one',
  );
});

test('without it, a refusal says that only the ids differ', async () => {
  replaying = replay(recording);
  await expect(ask(toOwn(update))).rejects.toThrow(/ With \{ ownIds: true \}, the ids of a client stand for the recorded ones\.$/);
  await expect(ask({ ...toOwn(update), body: {} })).rejects.toThrow(/^(?!.*ownIds)/);
});
