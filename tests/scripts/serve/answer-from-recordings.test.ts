import { ClientRecordings } from '../../../recordings/replay/client-recordings.js';
import { RecordedAnswers } from '../../../recordings/replay/recorded-answers.js';
import type { RecordedExchange } from '../../../recordings/replay/recorded-exchange.js';
import { answerFromRecordings } from '../../../scripts/serve/answer-from-recordings.js';
import type { Reply } from '../../../scripts/serve/reply.js';

/** What is sent back for a recording of a GET that answered, or failed, in one way. */
function reply(recorded: Pick<RecordedExchange, 'response' | 'failure'>): Reply {
  const exchange: RecordedExchange = {
    method: 'GET',
    path: '/x',
    body: '',
    anyBody: false,
    source: { file: 'r.json', index: 0, description: '' },
    moment: -Infinity,
    ...recorded,
  };
  const request = { method: 'GET', url: '/x', headers: {} };
  const answer = answerFromRecordings(new ClientRecordings(new RecordedAnswers([exchange], 'last'), false));
  return answer({ request, body: undefined, tooLong: false, origin: 'http://x', judgement: { kind: 'outside' } });
}

test.each<readonly [string, Pick<RecordedExchange, 'response' | 'failure'>, Partial<Reply>]>([
  [
    'JSON',
    { response: { status: 200, body: '{"a":"é"}' } },
    { status: 200, body: '{"a":"é"}', headers: ['x-graph-contracts', 'recorded', 'content-length', '10'] },
  ],
  ['text', { response: { status: 503, body: '<html>' } }, { status: 503, body: '<html>' }],
  ['nothing, with 200', { response: { status: 200, body: '' } }, { status: 200, body: '' }],
  ['nothing, with 204', { response: { status: 204, headers: {}, body: '' } }, { status: 204, headers: ['x-graph-contracts', 'recorded'] }],
  [
    'compressed, and stored as it reads',
    { response: { status: 200, headers: { 'Content-Encoding': 'gzip', 'Transfer-Encoding': 'chunked', allow: 'GET' }, body: 'x' } },
    { headers: ['allow', 'GET', 'x-graph-contracts', 'recorded', 'content-length', '1'] },
  ],
  [
    'a header that came twice',
    { response: { status: 204, headers: { 'set-cookie': ['a=1', 'b=2'] }, body: '' } },
    { headers: ['set-cookie', ['a=1', 'b=2'], 'x-graph-contracts', 'recorded'] },
  ],
  ['a connection that broke', { response: { status: 0, body: '' }, failure: 'ECONNRESET' }, { drop: true }],
])('what was recorded is sent back: %s', (_, recorded, sent) => {
  expect(reply(recorded)).toMatchObject(sent);
  if (sent.headers !== undefined) expect(reply(recorded)).toHaveProperty('headers', sent.headers);
});
