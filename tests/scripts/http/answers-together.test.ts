import { AnswersTogether } from '../../../scripts/http/answers-together.js';

let events: string[];
let answers: AnswersTogether<string>;
beforeEach(() => {
  events = [];
  const act = (what: string) => (text: string) => {
    if (text === `cannot be ${what}`) throw new Error(`not ${what}`);
    events.push(`${what} ${text}`);
  };
  answers = new AnswersTogether({
    send: act('sent'),
    sent: act('told'),
    failed: (text, error) => events.push(`"${text}" failed: ${(error as Error).message}`),
  });
});

const nothingMoreToRead = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('all are sent when nothing more is there to be read, and only then told', async () => {
  for (const text of ['1', '2', '3']) answers.add(text);
  expect(events).toEqual([]);
  await nothingMoreToRead();
  expect(events).toEqual(['sent 1', 'sent 2', 'sent 3', 'told 1', 'told 2', 'told 3']);
  answers.add('4');
  await nothingMoreToRead();
  expect(events.slice(6)).toEqual(['sent 4', 'told 4']);
});

test('what is waiting can be sent at once, and is sent once', async () => {
  answers.add('1');
  answers.flush();
  expect(events).toEqual(['sent 1', 'told 1']);
  await nothingMoreToRead();
  expect(events).toHaveLength(2);
});

test('an answer that cannot be sent is not told as one, and leaves the others alone', async () => {
  for (const text of ['cannot be sent', 'cannot be told', '3']) answers.add(text);
  await nothingMoreToRead();
  expect(events).toEqual([
    '"cannot be sent" failed: not sent',
    'sent cannot be told',
    'sent 3',
    '"cannot be told" failed: not told',
    'told 3',
  ]);
});
