import { matchOperation } from '../../contracts/judge/match-operation.js';
import { refuseUnknownOptions } from '../../contracts/known-options.js';
import { exchangesIn, isBatchUrl } from '../traffic/batch.js';
import { graphOrigins } from '../traffic/hosts.js';
import { Recorder, type RecordingResult } from './recorder.js';
import { RecordingError } from './recording-folder.js';
import { scenarios } from './session.js';
import { WireExchange } from './wire-exchange.js';
import { watchNodeHttp, type ClientCall, type Watch } from './watch-node-http.js';
import { watchUndici } from './watch-undici.js';

export interface RecordingOptions {
  /** A folder for recordings only, with one in it for each operation. */
  readonly folder: string;
  /** A short description of the traffic, for every exchange. */
  readonly scenario?: string;
  /** An origin beside those of Microsoft Graph, such as that of an emulator: `http://127.0.0.1:4010`. */
  readonly graph?: string;
  /** Further secrets to redact, such as the token that is used. */
  readonly secrets?: readonly string[];
  /** Whether recordings in the folder may be replaced. */
  readonly update?: boolean;
}

const recordingOptions = ['folder', 'scenario', 'graph', 'secrets', 'update'] as const satisfies readonly (keyof RecordingOptions)[];

export interface RecordingSession {
  /**
   * Redacts, scans and writes, which blocks the process for a few milliseconds for each exchange. Incomplete exchanges are left out.
   * @throws RecordingError if nothing can be written, or a client did not show whole exchanges; SecretFoundError if something still resembles a secret.
   * Then the files are as before.
   */
  readonly stop: () => Promise<RecordingResult>;
}

/**
 * Records what this process sends to Graph for the two operations with `node:http`, `fetch`, undici, or a library on top of them. Clients notice nothing.
 * @throws TypeError for an unknown option; RecordingError if another recorder holds the folder, if it holds recordings and `update` is not set, or in Deno and Bun.
 */
export async function startRecording(options: RecordingOptions): Promise<RecordingSession> {
  refuseOtherRuntimes(process.versions);
  refuseUnknownOptions('startRecording()', options, recordingOptions);
  const { folder, scenario = scenarios.inProcess, graph, secrets, update } = options;
  const origins = new Set<string>([...Object.values(graphOrigins), ...(graph === undefined ? [] : [originOf(graph)])]);
  const recorder = await Recorder.open({ folder, scenario, secrets, update });
  const watch: Watch = (call) => {
    if (!isRecorded(call, origins)) return undefined;
    const { method, path } = call;
    return new WireExchange({ method, url: `${call.origin()}${path}`, headers: call.headers() }, (exchange) => {
      for (const one of exchangesIn(exchange)) recorder.add(one);
    });
  };
  let unwatched: string | undefined;
  const ends = [watchNodeHttp(watch), watchUndici(watch, (client) => (unwatched ??= client))];
  let recorded: RecordingResult | undefined;
  const stop = (): RecordingResult => {
    for (const end of ends) end();
    if (unwatched === undefined) return recorder.close();
    recorder.abandon();
    throw new RecordingError(
      `Cannot record ${unwatched}: this version does not show whole exchanges. Nothing was written. Use ${watchable}, or ${throughTheProxy}.`,
    );
  };
  return { stop: () => Promise.resolve().then(() => (recorded ??= stop())) };
}

const watchable = 'Node 20 to 26 and undici 5 to 8';
const throughTheProxy = 'record through the proxy: graph-contracts record';

/** Other runtimes have HTTP clients of their own, which would be recorded in part, or not at all. */
function refuseOtherRuntimes(versions: NodeJS.ProcessVersions): void {
  for (const name of ['Deno', 'Bun']) {
    const version = versions[name.toLowerCase()];
    if (version !== undefined)
      throw new RecordingError(
        `Cannot record in ${name} ${version}: its HTTP clients cannot be watched. Run this code with Node.js, or ${throughTheProxy}.`,
      );
  }
}

/** Never throws: it runs within a request of the watched code. */
function isRecorded({ method, path, origin }: ClientCall, origins: ReadonlySet<string>): boolean {
  // fetch sends "patch" as it is written.
  if (!isOperation(method.toUpperCase(), path)) return false;
  const called = origin();
  return URL.canParse(called) && origins.has(new URL(called).origin);
}

function isOperation(method: string, path: string): boolean {
  const match = matchOperation(path);
  if (match === undefined) return method === 'POST' && isBatchUrl(path);
  return match.version !== undefined && (method === 'GET' || method === match.contract.method);
}

function originOf(graph: string): string {
  const url = URL.canParse(graph) ? new URL(graph) : undefined;
  // URL parses "host:port" as the scheme "host:".
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new RecordingError('The origin in "graph" is not an HTTP URL. Give scheme, host and port, such as http://127.0.0.1:4010.');
  return url.origin;
}
