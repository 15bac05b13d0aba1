/**
 * A service that asks Graph while somebody records it, or nobody: `node --expose-gc asking-process.js <what to do>`. It measures itself, and only itself:
 * Graph is another process. It asks one request after the other, so that what a request takes is not hidden behind another.
 */
import { healthyExchange } from '../../inputs/generated-exchange.js';
import { Random } from '../../inputs/random.js';
import { spreadOf } from '../../measure/statistics.js';
import { recorders, type RecorderName } from './recorders.js';
import { waysToAsk, type Update, type WayToAsk } from './ways-to-ask.js';

export interface Asking {
  readonly port: number;
  readonly by: WayToAsk;
  readonly recorder: RecorderName;
  readonly folder: string;
  /** Requests before it counts: code is compiled, and buffers have their size. */
  readonly warmUp: number;
  /** Requests that count. */
  readonly requests: number;
  /** Whether all requests are the same one, of which a recorder may have enough some time. */
  readonly same: boolean;
}

/** Times are in microseconds. */
export interface Asked {
  /** CPU time of a request, in all threads of this process. */
  readonly cpu: number;
  /** From the sending of a request to the end of its answer: that of the middle one, since others use this machine too. */
  readonly wall: number;
  /** What the end takes, in which is written what was recorded, for each request. */
  readonly endCpu: number;
  readonly endWall: number;
  /** How many bytes the heap grows by with a request, when nothing in it is garbage. */
  readonly heap: number;
}

/** As long as those of Entra, and made like them: two objects, and a signature that is no text. */
const token = [JSON.stringify({ typ: 'made up' }), JSON.stringify({ roles: claims(40) }), Buffer.from(new Random(2).hex(512), 'hex')]
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

function claims(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `MadeUp${String(index)}.ReadWrite.All`);
}

interface Mark {
  readonly cpu: number;
  readonly wall: number;
}

async function main({ port, by, recorder, folder, warmUp, requests, same }: Asking): Promise<Asked> {
  const updates = Array.from({ length: same ? 1 : warmUp + requests }, (_, index) => updateAt(index));
  const ask = waysToAsk[by](port);
  const askFor = async (from: number, to: number): Promise<number[]> => {
    const times: number[] = [];
    for (let at = from; at < to; at += 1) {
      const update = updates[at % updates.length];
      const sent = performance.now();
      if (update === undefined || (await ask(update)) !== 200) throw new Error('an answer was not 200');
      times.push((performance.now() - sent) * 1000);
    }
    return times;
  };
  const end = await recorders[recorder]({ origin: `http://127.0.0.1:${String(port)}`, folder });
  await askFor(0, warmUp);
  const [heapBefore, begun] = [await heapInUse(), now()];
  const times = await askFor(warmUp, warmUp + requests);
  // Whoever put work off until nobody asks has to do it now.
  await idle();
  const asked = now();
  const heapAfter = await heapInUse();
  const beforeEnd = now();
  const seen = await end();
  const ended = now();
  if (seen !== undefined && seen !== warmUp + requests) throw new Error(`${recorder} has seen ${String(seen)} exchanges`);
  return {
    cpu: (asked.cpu - begun.cpu) / requests,
    wall: spreadOf(times)?.median ?? Number.NaN,
    endCpu: (ended.cpu - beforeEnd.cpu) / (warmUp + requests),
    endWall: (ended.wall - beforeEnd.wall) / (warmUp + requests),
    heap: (heapAfter - heapBefore) / requests,
  };
}

/** An update with ids of its own. Its token is that of the others, as in a real service. */
function updateAt(index: number): Update {
  const { path, request } = healthyExchange(index);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' };
  return { path, headers, body: JSON.stringify(request.body) };
}

function now(): Mark {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system, wall: performance.now() * 1000 };
}

/** Until nothing is left that was put off with `setImmediate`. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
}

/** In bytes. What waits for a finaliser is gone only after a second look. */
async function heapInUse(): Promise<number> {
  await idle();
  for (let look = 0; look < 3; look += 1) {
    globalThis.gc?.();
    await new Promise(setImmediate);
  }
  return process.memoryUsage().heapUsed;
}

void main(JSON.parse(process.argv[2] ?? '') as Asking).then(
  (asked) => {
    process.stdout.write(JSON.stringify(asked), () => process.exit(0));
  },
  (error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`, () => process.exit(1));
  },
);
