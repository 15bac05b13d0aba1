/**
 * How much memory the recording proxy takes, as it counts itself: `node --expose-gc proxy-memory-run.js <upstream port> <folder>` passes exchanges with
 * ids of their own through it, and prints what it found. Who asks sits in the same process, and keeps nothing.
 */
import { connect } from 'node:net';
import { recordProxy } from '../../record/record-proxy.js';
import { wholeAnswer } from './whole-answer.js';
import { endsAt, settledAt, type MemoryAt, type ProxyMemory } from './proxy-memory.js';
import { requestWithOwnIds } from './requests.js';

const connections = 10;

function memoryNow(): MemoryAt {
  globalThis.gc?.();
  return { heap: process.memoryUsage().heapUsed, peak: process.resourceUsage().maxRSS * 1024 };
}

/** Asks until so many answers have come since the first; each over one of a few connections. */
async function askUntil(port: number, from: number, until: number): Promise<void> {
  let next = from;
  const worker = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      let text = '';
      const ask = (): void => {
        if (next >= until) {
          socket.end();
          resolve();
          return;
        }
        socket.write(requestWithOwnIds(next));
        next += 1;
      };
      socket.on('connect', ask);
      socket.on('error', reject);
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString('latin1');
        const length = wholeAnswer(text);
        if (length === undefined) return;
        if (!text.startsWith('HTTP/1.1 200 ')) {
          reject(new Error(`The proxy answered ${text.slice(0, 12)}.`));
          return;
        }
        text = text.slice(length);
        ask();
      });
    });
  await Promise.all(Array.from({ length: connections }, worker));
}

async function main(upstream: string, folder: string): Promise<void> {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  let listening: (port: number) => void = () => undefined;
  const port = new Promise<number>((resolve) => (listening = resolve));
  const ended = recordProxy(
    {
      folder,
      update: false,
      graph: `http://127.0.0.1:${upstream}`,
      port: 0,
      failOn: 'breaking',
      cases: false,
      write: (text) => {
        const [, found] = /Recording proxy on http:\/\/127\.0\.0\.1:(\d+)/.exec(text) ?? [];
        if (found !== undefined) listening(Number(found));
      },
    },
    stopped,
  );
  await askUntil(await port, 0, settledAt);
  const settled = memoryNow();
  await askUntil(await port, settledAt, endsAt);
  const memory: ProxyMemory = { settled, end: memoryNow() };
  stop();
  await ended;
  console.log(JSON.stringify(memory));
}

const [upstreamPort = '', into = ''] = process.argv.slice(2);
void main(upstreamPort, into);
