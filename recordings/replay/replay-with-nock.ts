import nock from 'nock';
import { addToGroup } from '../../contracts/group-by.js';
import { AskedRecordings } from './asked-recordings.js';
import { RecordedAnswers, type Asked } from './recorded-answers.js';
import { recordedExchanges, type RecordedExchange } from './recorded-exchange.js';
import { ReadError } from '../traffic/read-error.js';
import type { Recording } from '../traffic/recording.js';
import { isToday } from '../traffic/staleness.js';
import { sentBody } from '../traffic/nock/sent-body.js';

/** Recorded exchanges that stand in for Graph until `stop` is called. */
export interface Replay {
  /** Requests that were recorded and not yet asked for: method and path. */
  readonly pending: () => readonly string[];
  /** Lets requests out again, and clears what nock holds: interceptors of your own too, if they are of the same nock. */
  readonly stop: () => void;
}

export interface ReplayOptions {
  /**
   * Lets the ids of the client stand for those in the recordings, which are placeholders: so the very client that was recorded asks as it did then, and
   * gets its own ids back. They stand for those of the first recording that is the same but for its ids, each for one and for good.
   */
  readonly ownIds?: boolean;
}

/** nock asks for the method before it asks anybody else. One that is left out here is refused by nock itself, in its own words. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Answers requests of this process from recordings, each exchange once. Method, path, content type and body must mean the recorded ones.
 * Every other host is refused; loopback stays open, for servers of the test itself. A request that was not recorded fails with an error that
 * names the nearest recording, and how it differs.
 *
 * The nock is the one that this package depends on. npm installs one copy for both if you use the same major version; two copies
 * do not know of each other's interceptors, so do not let them work at the same time.
 * @param recordings any number of them, and after them the options, if there are any.
 * @throws ReadError when a definition is wrong; Error when it is none of our recordings, or was made under another contract than today's: what it shows
 * may no longer be what is promised. Then nothing is replayed, and the network is as it was.
 */
export function replay(...recordings: readonly Recording[]): Replay;
export function replay(...recordings: readonly [...Recording[], ReplayOptions]): Replay;
export function replay(...given: readonly (Recording | ReplayOptions)[]): Replay {
  const recordings = given.filter(isRecording);
  const [{ ownIds = false } = {}] = given.filter((one): one is ReplayOptions => !isRecording(one));
  const hosts = byScope(recordings);
  nock.disableNetConnect();
  // nock writes an IPv6 address without its brackets.
  nock.enableNetConnect(/^(?:127\.0\.0\.1|localhost|::1):\d+$/);
  for (const [scope, answers] of hosts) answerFrom(scope, new AskedRecordings(answers, ownIds));
  return {
    pending: () => {
      const unused = new Set([...hosts.values()].flatMap((answers) => answers.unused()));
      return [...hosts.values()]
        .flatMap(({ exchanges }) => exchanges)
        .flatMap((one) => (unused.has(one) ? `${one.method} ${one.path}` : []));
    },
    stop: () => {
      hosts.clear();
      nock.cleanAll();
      nock.enableNetConnect();
    },
  };
}

function isRecording(given: Recording | ReplayOptions): given is Recording {
  return Array.isArray(given);
}

function byScope(recordings: readonly Recording[]): Map<string, RecordedAnswers> {
  const scopes = new Map<string, RecordedExchange[]>();
  for (const recording of recordings) {
    for (const [index, exchange] of recordedExchanges('the recording', recording).entries()) {
      assertSameContract(exchange);
      assertKnownToNock(exchange);
      addToGroup(scopes, recording[index]?.scope ?? '', exchange);
    }
  }
  return new Map([...scopes].map(([scope, exchanges]) => [scope, new RecordedAnswers(exchanges, 'never')]));
}

/** nock looks through its interceptors one by one; so there is one for each method, and the recordings are looked up here. */
function answerFrom(scope: string, recordings: AskedRecordings): void {
  // nock takes a host given as text for a pattern without anchors; ours fits the recorded host and no other.
  const host = nock(new RegExp(`^${escaped(scope)}$`)).persist();
  // nock parses a body whose headers call it JSON, and where it is none, throws where nobody can catch it. The body is looked at here.
  host.on('request', (request: { headers: unknown }) => {
    request.headers = {};
  });
  for (const method of methods) {
    host
      .intercept(() => true, method)
      .reply(function (path, body) {
        const header = (name: string): string | undefined => this.req.getHeader(name)?.toString();
        return answerOf(recordings, {
          method,
          url: path,
          contentType: header('content-type'),
          body: sentBody(body, header('content-encoding')),
        });
      });
  }
}

/** Rejects for a request that was not recorded: its client sees that as a failure of the connection, as with any refused request. */
async function answerOf(recordings: AskedRecordings, asked: Asked): Promise<nock.ReplyFnResult> {
  const exchange = recordings.take(asked);
  if (exchange === undefined) return Promise.reject(new NoMatch(recordings.whyNone(asked, idsHint)));
  const { failure } = exchange;
  if (failure !== undefined) return Promise.reject(Object.assign(new Error(`As it was recorded: ${failure}`), { code: failure }));
  const { status, headers, body } = recordings.sent(exchange);
  return [status, body, headers];
}

/** What helps a client that asks with the ids of its tenant. */
const idsHint = 'With { ownIds: true }, the ids of a client stand for the recorded ones.';

/** The same code as nock's own error, so that handlers of that one find ours too. */
class NoMatch extends Error {
  readonly code = 'ERR_NOCK_NO_MATCH';

  constructor(reason: string) {
    super(`Nock: No match. ${reason}`);
  }
}

function assertSameContract({ path, recorded, source }: RecordedExchange): void {
  if (recorded === undefined) {
    throw new Error('A definition has no "recorded": it is none of our recordings. Replay it with nock.define, or record it again.');
  }
  if (!isToday(recorded.contract, path)) {
    throw new Error(
      `The recording${recorded.when === '' ? '' : ` of ${recorded.when}`} (${source.description}) was made under another contract than today's. Record it again: "npm run recordings".`,
    );
  }
}

/** nock answers by way of a `Response`, which has no other status; it throws where nobody can catch it. */
function assertKnownToNock({ response: { status }, failure, source: { file, index } }: RecordedExchange): void {
  if (failure !== undefined || status <= 599) return;
  const reason = `nock cannot answer with the status ${status}, only with 200 to 599. "graph-contracts serve" can.`;
  throw new ReadError(file, `definition ${index + 1}: ${reason}`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
