import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { AnswersTogether } from '../../../scripts/serve/answers-together.js';
import type { JudgedRequest, Reply } from '../../../scripts/serve/graph-server.js';

let events: string[];
let answers: AnswersTogether;
beforeEach(() => {
  events = [];
  answers = new AnswersTogether(
    (_, { body = '' }) => events.push(`told ${body}`),
    (error) => events.push((error as NodeJS.ErrnoException).code ?? ''),
  );
});

/** An answer to a request that was read. */
function add(body: string, reply: Partial<Reply> = {}): void {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  jest.spyOn(response, 'end').mockImplementation((text: unknown) => {
    events.push(`sent ${String(text)}`);
    return response;
  });
  jest.spyOn(response, 'destroy').mockImplementation(() => {
    events.push(`broken off ${body}`);
    return response;
  });
  const judged: JudgedRequest = {
    request: { method: 'GET', url: '/' },
    body: undefined,
    tooLong: false,
    origin: 'http://x',
    judgement: { kind: 'outside' },
  };
  answers.add(response, judged, { status: 200, headers: [], body, ...reply });
}

const nothingMoreToRead = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('all are sent when nothing more is there to be read, and only then told', async () => {
  add('1');
  add('2', { drop: true });
  add('3');
  expect(events).toEqual([]);
  await nothingMoreToRead();
  expect(events).toEqual(['sent 1', 'broken off 2', 'sent 3', 'told 1', 'told 2', 'told 3']);
  add('4');
  await nothingMoreToRead();
  expect(events.slice(6)).toEqual(['sent 4', 'told 4']);
});

test('what is waiting can be sent at once, and is sent once', async () => {
  add('1');
  answers.send();
  expect(events).toEqual(['sent 1', 'told 1']);
  await nothingMoreToRead();
  expect(events).toHaveLength(2);
});

test('an answer that cannot be sent is not told as one, and leaves the others alone', async () => {
  add('1', { headers: ['x-broken', 'a\nb'] });
  add('2');
  await nothingMoreToRead();
  expect(events).toEqual(['broken off 1', 'ERR_INVALID_CHAR', 'sent 2', 'told 2']);
});
