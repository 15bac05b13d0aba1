/**
 * Copies of undici tell of their requests in different ways, and several may be in one process. Undici 8 needs Node 22, so stand-ins publish here what
 * each version publishes; `npm run matrix` asks the real ones.
 */
import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent } from 'undici';
import { packageRoot } from '../../contracts/folders.js';
import { answerText } from '../../recordings/traffic/recorded-body.js';
import type { Recording } from '../../recordings/traffic/recording.js';
import { RecordingError } from '../../recordings/recorder/recording-folder.js';
import { clientInStack } from '../../recordings/recorder/watch-undici.js';
import { startRecording } from '../../recordings/recorder/start-recording.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { jsonText, path, sentText } from '../recordings/recorder/odd-graph.js';

const origin = 'http://127.0.0.1:7100';
const folder = useTemporaryFolder();

interface Version {
  /** Its method that takes what ends a request, and the one that takes a chunk of the answer. */
  readonly start: string;
  readonly data: string;
  /** Whether its channels carry the chunks of bodies. */
  readonly tellsChunks: boolean;
  /** Whether headers of an answer come as an object, as in HTTP/2 since undici 8. */
  readonly headersAsObject?: boolean;
  readonly tellsHeaders?: boolean;
}

type Method = (argument: unknown) => void;
type Client = Readonly<Record<'begin' | 'send' | 'answer' | 'end' | 'abort', () => void>> & { readonly fail: (error: Error) => void };

const tell = (name: string, message: object): void => {
  channel(`undici:request:${name}`).publish(message);
};

/** @returns a maker of clients, which all have the class of one copy of undici. */
function copyOf(version: Version): () => Client {
  class Request {
    readonly method = 'PATCH';
    readonly path = path;
    readonly origin = origin;
    readonly headers = ['content-type', 'application/json'];
    onBodySent(chunk: unknown): void {
      if (version.tellsChunks) tell('bodyChunkSent', { request: this, chunk });
    }
  }
  let abort: (reason: unknown) => void = () => undefined;
  const methods: Readonly<Record<string, (this: Request, argument: unknown) => void>> = {
    [version.start]: (given) => {
      abort = given as typeof abort;
    },
    [version.data]: function (chunk) {
      if (version.tellsChunks) tell('bodyChunkReceived', { request: this, chunk });
      // A client may use its buffer again.
      (chunk as Buffer).fill('!');
    },
  };
  Object.assign(Request.prototype, methods);

  return () => {
    const request = new Request();
    tell('create', { request });
    const call = (name: string, argument: unknown): void => {
      (request as unknown as Readonly<Record<string, Method>>)[name]?.(argument);
    };
    const fail = (error: Error): void => {
      tell('error', { request, error });
    };
    return {
      begin: () => {
        call(version.start, fail);
      },
      send: () => {
        call('onBodySent', Buffer.from(sentText));
      },
      answer: () => {
        const headers = version.headersAsObject ? { 'content-type': 'application/json' } : ['content-type', 'application/json'];
        if (version.tellsHeaders !== false) tell('headers', { request, response: { statusCode: 200, headers } });
        for (const part of [jsonText.slice(0, 9), jsonText.slice(9)]) call(version.data, Buffer.from(part));
      },
      end: () => {
        tell('trailers', { request, trailers: [] });
      },
      abort: () => {
        abort(new Error('no'));
      },
      fail,
    };
  };
}

const versions: Readonly<Record<string, Version>> = {
  'undici 5 to 7.10': { start: 'onConnect', data: 'onData', tellsChunks: false },
  'undici 7.11 and later': { start: 'onConnect', data: 'onData', tellsChunks: true },
  'undici 8': { start: 'onRequestStart', data: 'onResponseData', tellsChunks: true },
  'undici 8 with HTTP/2': { start: 'onRequestStart', data: 'onResponseData', tellsChunks: true, headersAsObject: true },
  'methods of undici 8 without channels': { start: 'onRequestStart', data: 'onResponseData', tellsChunks: false },
  'a new name for data': { start: 'onRequestStart', data: 'onBytes', tellsChunks: true },
};

async function recordedBy(act: () => void): Promise<Recording> {
  const session = await startRecording({ folder: folder.path, graph: origin });
  act();
  const { files } = await session.stop();
  return files.flatMap((file) => JSON.parse(readFileSync(join(folder.path, file), 'utf8')) as Recording);
}

const askWhole = ({ begin, send, answer, end }: Client): void => {
  for (const step of [begin, send, answer, end]) step();
};

const isWhole = ({ body, response }: Recording[number]): boolean =>
  JSON.stringify(body) === sentText && answerText(response) === jsonText.replace('"one"', '"redacted-1"');

describe.each(Object.entries(versions))('%s', (_, version) => {
  test('each of its exchanges is recorded whole, and once', async () => {
    const newClient = copyOf(version);
    const recording = await recordedBy(() => {
      for (let times = 0; times < 3; times += 1) askWhole(newClient());
    });
    expect(recording.map(isWhole)).toEqual([true, true, true]);
  });

  test('a request that is sent again has one body', async () => {
    const newClient = copyOf(version);
    const recording = await recordedBy(() => {
      const client = newClient();
      client.begin();
      client.send();
      askWhole(client);
    });
    expect(recording.map(isWhole)).toEqual([true]);
  });

  test('a cancelled request is no exchange, a broken connection is one', async () => {
    const newClient = copyOf(version);
    const recording = await recordedBy(() => {
      const [broken, destroyed, left] = [newClient(), newClient(), newClient()];
      for (const client of [broken, destroyed, left]) {
        client.begin();
        client.send();
      }
      left.abort();
      broken.fail(Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }));
      destroyed.fail(Object.assign(new Error('The client is destroyed'), { code: 'UND_ERR_DESTROYED' }));
    });
    expect(recording.map(({ recorded }) => recorded.failure)).toEqual(['UND_ERR_SOCKET']);
  });
});

test('copies of all versions side by side, one in the middle of another', async () => {
  const copies = Object.values(versions).map(copyOf);
  const recording = await recordedBy(() => {
    const clients = copies.map((newClient) => newClient());
    for (const step of ['begin', 'send', 'answer', 'end'] as const) for (const client of clients) client[step]();
  });
  expect(recording.map(isWhole)).toEqual(copies.map(() => true));
});

describe('a copy that cannot be watched wholly is not recorded', () => {
  const known: Version = { start: 'onRequestStart', data: 'onResponseData', tellsChunks: true };
  test.each<[string, Version]>([
    ['nothing shows that its client leaves', { ...known, start: 'onBegin' }],
    ['nothing shows its answers', { ...known, data: 'onBytes', tellsChunks: false }],
    ['nothing shows its headers', { ...known, tellsHeaders: false }],
  ])('%s', async (_, version) => {
    const session = await startRecording({ folder: join(folder.path, 'recorded'), graph: origin });
    askWhole(copyOf({ ...known })());
    askWhole(copyOf(version)());
    const stopped = session.stop();
    await expect(stopped).rejects.toThrow(RecordingError);
    await expect(stopped).rejects.toThrow(/^Cannot record .*undici.+graph-contracts record/s);
    await expect(session.stop()).rejects.toThrow(RecordingError);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test('and is named', async () => {
    const named: string[] = [];
    const listener = (): unknown => named.push(clientInStack());
    subscribe('undici:request:create', listener);
    await new Agent().request({ origin: 'http://127.0.0.1:9', path: '/', method: 'GET' }).catch(() => undefined);
    unsubscribe('undici:request:create', listener);
    expect(named).toEqual([`the undici in ${join(packageRoot, 'node_modules', 'undici')}`]);
  });

  test('unless it asks for something else', async () => {
    const session = await startRecording({ folder: folder.path, graph: 'http://127.0.0.1:9' });
    askWhole(copyOf({ ...known, start: 'onBegin' })());
    expect(await session.stop()).toMatchObject({ exchanges: 0 });
  });
});

describe('in another runtime, recording does not start', () => {
  const { versions } = process;
  afterEach(() => {
    Object.defineProperty(process, 'versions', { value: versions });
  });

  test.each(['Deno', 'Bun'])('%s', async (name) => {
    Object.defineProperty(process, 'versions', { value: { ...versions, [name.toLowerCase()]: '2.0.0' } });
    const started = startRecording({ folder: join(folder.path, 'recorded'), graph: origin });
    await expect(started).rejects.toThrow(RecordingError);
    await expect(started).rejects.toThrow(new RegExp(`^Cannot record in ${name} 2\\.0\\.0: .+Node\\.js.+graph-contracts record`));
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
