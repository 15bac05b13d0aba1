import { matchOperation } from '../../../contracts/judge/match-operation.js';
import { exchangesIn, isBatchUrl } from '../../traffic/batch.js';
import { withLeftOut } from '../left-out.js';
import { Recorder } from '../recorder.js';
import type { RecordingResult } from '../recording-result.js';
import { RecordingError } from '../recording-error.js';
import { scenarios } from '../scenarios.js';
import { WireExchange } from '../wire-exchange.js';
import { KeptForLater } from './kept-for-later.js';
import { watchNodeHttp } from './watch-node-http.js';
import { watchUndici } from './watch-undici.js';
import type { SeenRequest, Watch } from './watch.js';
import { graphOrigins } from '../../traffic/hosts.js';

export interface RecordingOptions {
  /** Where the recordings go: a folder of their own, with one in it for each operation. */
  readonly folder: string;
  /** What is being recorded, in a few words; it stands in every exchange. */
  readonly scenario?: string;
  /** An origin beside those of Microsoft Graph, such as that of an emulator: `http://127.0.0.1:4010`. */
  readonly graph?: string;
  /** What must not come out besides what is recognised as secret: the token that is used, for one. */
  readonly secrets?: readonly string[];
  /** Whether recordings that are in the folder may be replaced. */
  readonly update?: boolean;
}

/** Requests of this process that are being recorded. */
export interface RecordingSession {
  /**
   * Ends it, redacts, scans and writes: a few milliseconds for each exchange, in which nothing else runs. Exchanges that have not come to their end
   * are left out.
   * @throws RecordingError when nothing can be written, or a client did not show the whole of an exchange; SecretFoundError when something still
   * resembles a secret. Then the files are as they were.
   */
  readonly stop: () => Promise<RecordingResult>;
}

/**
 * Records what this process asks Graph about the two operations, with `node:http`, `fetch`, undici, or a library that stands on one of them. All else
 * passes unseen, and no client notices anything.
 * @throws RecordingError when another one records into the folder, when it holds recordings and `update` was not asked for, or in Deno and Bun.
 */
export async function startRecording(options: RecordingOptions): Promise<RecordingSession> {
  refuseOtherRuntimes(process.versions);
  const { folder, scenario = scenarios.inProcess, graph, secrets, update } = options;
  const origins = new Set<string>([...Object.values(graphOrigins), ...(graph === undefined ? [] : [originOf(graph)])]);
  const kept = new KeptForLater();
  const recorder = await Recorder.open({ folder, scenario, secrets, update });
  const watch: Watch = (request) => {
    if (!isOfOurs(request, origins)) return undefined;
    const { method, path } = request;
    return new WireExchange({ method, url: `${request.origin()}${path}`, headers: request.headers() }, (exchange) => {
      for (const one of exchangesIn(exchange)) kept.add(one);
    });
  };
  let unwatched: string | undefined;
  const ends = [watchNodeHttp(watch), watchUndici(watch, (client) => (unwatched ??= client))];
  let recorded: RecordingResult | undefined;
  const stop = (): RecordingResult => {
    for (const end of ends) end();
    if (unwatched !== undefined) {
      recorder.abandon();
      throw new RecordingError(
        `Cannot record ${unwatched}: this version does not show whole exchanges. Nothing was written. Use ${watchable}, or ${throughTheProxy}.`,
      );
    }
    for (const { exchange, when } of kept.takeAll()) recorder.add(exchange, when);
    return withLeftOut(recorder.close(), kept.leftOut);
  };
  return { stop: () => Promise.resolve().then(() => (recorded ??= stop())) };
}

const watchable = 'Node 20 to 26 and undici 5 to 8';
const throughTheProxy = 'record through the proxy: graph-contracts record';

/** Their HTTP clients are made in another way: they would be recorded in part, or not at all. */
function refuseOtherRuntimes(versions: NodeJS.ProcessVersions): void {
  for (const name of ['Deno', 'Bun']) {
    const version = versions[name.toLowerCase()];
    if (version !== undefined)
      throw new RecordingError(
        `Cannot record in ${name} ${version}: its HTTP clients cannot be watched. Run this code with Node.js, or ${throughTheProxy}.`,
      );
  }
}

/** Never throws: it runs in the middle of somebody else's request. */
function isOfOurs({ method: written, path, origin }: SeenRequest, origins: ReadonlySet<string>): boolean {
  // fetch sends "patch" as it was written.
  if (!mayBeOfOurs(written.toUpperCase(), path)) return false;
  const asked = origin();
  return URL.canParse(asked) && origins.has(new URL(asked).origin);
}

function mayBeOfOurs(method: string, path: string): boolean {
  const match = matchOperation(path);
  if (match === undefined) return method === 'POST' && isBatchUrl(path);
  return match.version !== undefined && (method === 'GET' || method === match.contract.method);
}

function originOf(graph: string): string {
  const url = URL.canParse(graph) ? new URL(graph) : undefined;
  // Without a scheme, a host and its port are taken for a scheme of that name.
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new RecordingError('The origin of "graph" is no URL of HTTP. Give scheme, host and port, such as http://127.0.0.1:4010.');
  return url.origin;
}
