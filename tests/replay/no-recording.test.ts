import type { RecordedDefinition } from '../../recordings/traffic/recording.js';
import { recordedUpdate, useReplay } from './committed-recordings.js';

const recording = recordedUpdate('200-group-target-v1.0.json');
const update = recording[1] as RecordedDefinition & { readonly body: { readonly target: Readonly<Record<string, unknown>> } };
const updateText = JSON.stringify(update.body);
const secret = 'made-up.secret-token';

const replay = useReplay();

interface Other {
  readonly path?: string;
  readonly method?: string;
  readonly body?: string;
  readonly contentType?: string;
}

/** The message of the refusal if a part of the recorded update is another one. */
async function refusal({
  path = update.path,
  method = 'PATCH',
  body = updateText,
  contentType = 'application/json',
}: Other): Promise<string> {
  const sent = fetch(`https://graph.microsoft.com${path}`, {
    method,
    headers: { authorization: `Bearer ${secret}`, 'content-type': contentType },
    body,
  });
  return sent.then(
    ({ status }) => `answered ${status}`,
    (error: unknown) => (error as Error).message,
  );
}

const target = (other: object): string => JSON.stringify({ ...update.body, target: { ...update.body.target, ...other } });

test.each([
  [5, 5, undefined],
  [6, 6, undefined],
  [7, 6, '; and 1 more.'],
  [20, 6, '; and 14 more.'],
])('of %i differences it lists %i', async (count, listed, rest) => {
  replay(recording);
  const names = Array.from({ length: count }, (_, index) => `name${String.fromCharCode(97 + index)}`);
  const message = await refusal({ body: target(Object.fromEntries(names.map((name) => [name, 1]))) });
  expect(message.match(/ is sent, and was not recorded/g)?.length).toBe(listed);
  if (rest === undefined) expect(message).not.toMatch(/ more\b/);
  else expect(message).toContain(rest);
});

test.each<readonly [string, Other, string]>([
  [
    'another id in the body',
    { body: target({ groupId: '00000000-0000-4000-8000-00000000bbbb' }) },
    '/target/groupId has another value (both are a string of 36 characters)',
  ],
  ['a property more', { body: target({ priority: 1 }) }, '/target/priority is sent, and was not recorded'],
  ['a property less', { body: JSON.stringify({ target: update.body.target }) }, '/@odata.type was recorded, and is not sent'],
  [
    'another type of target',
    { body: target({ '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget' }) },
    '/target/@odata.type was recorded as #microsoft.graph.groupAssignmentTarget, and is sent as #microsoft.graph.exclusionGroupAssignmentTarget',
  ],
  [
    'a body that is not JSON',
    { body: '{"target":' },
    'the body was recorded as an object with 2 members, and is sent as a string of 10 characters',
  ],
  [
    'a body that nests deeply',
    { body: '['.repeat(50_000) + ']'.repeat(50_000) },
    'the body was recorded as an object with 2 members, and is sent as an array of 1 item',
  ],
  [
    'a value that nests deeply',
    { body: target({ groupId: 'deep' }).replace('"deep"', '[{"a":'.repeat(25_000) + '1' + '}]'.repeat(25_000)) },
    '/target/groupId was recorded as a string of 36 characters, and is sent as an array of 1 item',
  ],
  ['another content type', { contentType: 'text/plain' }, 'content-type was recorded as application/json, and is sent as text/plain'],
  ['another method', { method: 'POST' }, 'the method was recorded as PATCH, and is sent as POST'],
  ['another API version', { path: update.path.replace('/v1.0/', '/beta/') }, 'the API version was recorded as v1.0, and is sent as beta'],
  ['another id in the path', { path: `${update.path}0` }, 'AssignmentId in the path is another one'],
  ['a query', { path: `${update.path}?$select=id` }, 'the query is another one'],
  ['another path', { path: '/v1.0/me' }, 'and is sent as a path of neither operation'],
])('names the difference: %s', async (_, other, difference) => {
  replay(recording);
  const message = await refusal(other);
  expect(message).toMatch(/^Nock: No match\. No recording answers this (?:PATCH|POST) request\. The nearest is /);
  expect(message).toContain(difference);
  // Neither a token nor an id, sent or recorded.
  expect(message).not.toMatch(/secret|00000000/);
});

test('says that the only recording has answered already', async () => {
  replay(recording);
  await expect(refusal({})).resolves.toBe('answered 200');
  await expect(refusal({})).resolves.toMatch(/No recording is left for this PATCH request: .* has answered it already\.$/);
});

test('many recordings replay, each what was recorded for it', async () => {
  const many = Array.from({ length: 2_000 }, (_, index) => ({
    ...update,
    path: update.path.replace(/(\d{4})_/, () => `${String(index).padStart(4, '0')}_`),
    response: { ...(update.response as object), id: `number ${index}` },
  }));
  const replaying = replay(many);
  for (const index of [1_999, 1_000, 0]) {
    const { path } = many[index] ?? update;
    const answer = await fetch(`https://graph.microsoft.com${path}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: updateText,
    });
    expect(await answer.json()).toMatchObject({ id: `number ${index}` });
  }
  expect(replaying.pending()).toHaveLength(1_997);
});

test.each<[options: unknown, message: string]>([
  [null, 'replay() takes its options as an object, such as { ownIds: … }.'],
  ['recordings', 'replay() takes its options as an object'],
  [{ ownids: true }, 'replay() has no option "ownids". Did you mean ownIds?'],
])('the options %j are refused', (options, message) => {
  expect(() => replay(recording, options as never)).toThrow(message);
});
