/* eslint-disable @typescript-eslint/no-require-imports -- nock is no dependency: users of this export install it. */
import type { ReplyFnResult } from 'nock';
import { addToGroup } from '../../contracts/group-by.js';
import { refuseUnknownOptions } from '../../contracts/known-options.js';
import { ClientRecordings } from './client-recordings.js';
import type { ReplayRequest } from './recorded-answers.js';
import { recordedExchanges, type RecordedExchange } from './recorded-exchange.js';
import { systemErrorCode } from '../files/system-error.js';
import { ReadError } from '../traffic/read-error.js';
import { isToday } from '../traffic/staleness.js';
import { interceptedBody } from '../traffic/recorded-body.js';

/** Recorded exchanges that replace Graph until `stop` is called. */
export interface Replay {
  /** Method and path of recorded requests that were not sent yet. */
  readonly pending: () => readonly string[];
  /** Allows network requests again, and removes all interceptors of nock, your own included. */
  readonly stop: () => void;
}

export interface ReplayOptions {
  /**
   * Lets the client send its own ids where recordings hold placeholders, and returns them in the answers.
   * They map, one to one and permanently, to those of the first recording that differs only in ids.
   */
  readonly ownIds?: boolean;
}

const nock = installedNock();

/** A definition as TypeScript imports it from a recording: JSON has wider types than `RecordedDefinition`. It is checked when it is replayed. */
export interface ReplayDefinition {
  readonly scope: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body?: unknown;
  readonly reqheaders?: object | undefined;
  readonly response?: unknown;
  readonly rawHeaders?: object | undefined;
  readonly recorded?: object | undefined;
}

type ReplayRecording = readonly ReplayDefinition[];

/** nock matches the method first, and refuses all others itself. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Answers requests of this process from recordings, each exchange once. Method, path, content type and body must be equivalent.
 * Other requests fail, with an error that names the nearest recording and its differences; requests to loopback pass.
 * It uses the nock of the project. A second copy at the same time would not share interceptors.
 * @param recordings any number, then the options.
 * @throws TypeError for an unknown option; ReadError for an invalid definition; Error for a recording of other tools, or of an outdated contract. Then nothing changes.
 */
export function replay(...recordings: readonly ReplayRecording[]): Replay;
export function replay(...recordings: readonly [...ReplayRecording[], ReplayOptions]): Replay;
export function replay(...given: readonly (ReplayRecording | ReplayOptions)[]): Replay {
  const recordings = given.filter((one): one is ReplayRecording => Array.isArray(one));
  const options = given.filter((one): one is ReplayOptions => !Array.isArray(one));
  for (const one of options) refuseUnknownOptions('replay()', one, ['ownIds'] satisfies (keyof ReplayOptions)[]);
  const [{ ownIds = false } = {}] = options;
  const hosts = byScope(recordings, ownIds);
  nock.disableNetConnect();
  // nock writes an IPv6 address without its brackets.
  nock.enableNetConnect(/^(?:127\.0\.0\.1|localhost|::1):\d+$/);
  for (const [scope, ofScope] of hosts) answerFrom(scope, ofScope);
  return {
    pending: () => [...hosts.values()].flatMap((ofScope) => ofScope.unused()).map(({ method, path }) => `${method} ${path}`),
    stop: () => {
      hosts.clear();
      nock.cleanAll();
      nock.enableNetConnect();
    },
  };
}

/** @throws Error with the line to type, if nock 14 is not there: 13 lets the requests of `fetch` pass, and 15 cannot be required under Jest. */
function installedNock(): typeof import('nock') {
  const version = nockVersion();
  if (version?.startsWith('14.')) return require('nock') as typeof import('nock');
  const instead = version === undefined ? 'which is not installed' : `but ${version} is installed`;
  throw new Error(`graph-assignment-contracts/replay needs nock 14, ${instead}. Run: npm install --save-dev nock@14`);
}

function nockVersion(): string | undefined {
  try {
    return (require('nock/package.json') as { readonly version: string }).version;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'MODULE_NOT_FOUND') return undefined;
    if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return 'a later version';
    throw error;
  }
}

function byScope(recordings: readonly ReplayRecording[], ownIds: boolean): Map<string, ClientRecordings> {
  const scopes = new Map<string, RecordedExchange[]>();
  for (const recording of recordings) {
    for (const [index, exchange] of recordedExchanges('the recording', recording).entries()) {
      assertSameContract(exchange);
      assertKnownToNock(exchange);
      addToGroup(scopes, recording[index]?.scope ?? '', exchange);
    }
  }
  return new Map([...scopes].map(([scope, exchanges]) => [scope, new ClientRecordings(exchanges, 'never', ownIds)]));
}

/** nock searches its interceptors one by one, so there is one for each method, and the lookup is ours. */
function answerFrom(scope: string, recordings: ClientRecordings): void {
  // nock uses a host given as text as a pattern without anchors.
  const host = nock(new RegExp(`^${escaped(scope)}$`)).persist();
  // nock parses a body that its headers call JSON, and throws uncaught if it is not: so hide them.
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
          body: interceptedBody(body, header('content-encoding')),
        });
      });
  }
}

/** Rejects for a request that was not recorded: its client sees a failed connection, as for any request that nock refuses. */
async function answerOf(recordings: ClientRecordings, request: ReplayRequest): Promise<ReplyFnResult> {
  const exchange = recordings.take(request);
  // The code of nock's own error, so that its handlers work for ours too.
  if (exchange === undefined) throw withCode(`Nock: No match. ${recordings.whyNone(request, ownIdsHint)}`, 'ERR_NOCK_NO_MATCH');
  const { failure } = exchange;
  if (failure !== undefined) throw withCode(`As it was recorded: ${failure}`, failure);
  const { status, headers, body } = recordings.sent(exchange);
  return Promise.resolve([status, body, headers]);
}

const ownIdsHint = 'With { ownIds: true }, the ids of a client stand for the recorded ones.';

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

function assertSameContract({ path, recorded, source }: RecordedExchange): void {
  if (recorded === undefined) {
    throw new Error('A definition has no "recorded": it is not one of our recordings. Replay it with nock.define, or record it again.');
  }
  if (!isToday(recorded.contract, path)) {
    throw new Error(
      `The recording${recorded.when === '' ? '' : ` of ${recorded.when}`} (${source.description}) was made under another contract than today's. Record it again: "npm run recordings".`,
    );
  }
}

/** nock answers with a `Response`, which allows no other status and would throw uncaught. */
function assertKnownToNock({ response: { status }, failure, source: { file, index } }: RecordedExchange): void {
  if (failure !== undefined || status <= 599) return;
  const reason = `nock cannot answer with the status ${status}, only with 200 to 599. "graph-contracts serve" can.`;
  throw new ReadError(file, `definition ${index + 1}: ${reason}`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
