/**
 * Asks a server as fast as it answers, from a process of its own: `node load.js <file>` reads what to ask, and prints what came of it. It knows just
 * enough of HTTP for that, because whoever takes long to ask measures himself.
 */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { wholeAnswer } from './whole-answer.js';

export interface Load {
  readonly port: number;
  readonly seconds: number;
  readonly connections: number;
  /** Whole requests, asked one after the other, and again. */
  readonly requests: readonly string[];
}

export interface LoadResult {
  readonly answers: number;
  readonly seconds: number;
  /** Answers with another status than 200, and connections that broke. */
  readonly failures: number;
}

const load = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Load;
const requests = load.requests.map((text) => Buffer.from(text));
const sockets: Socket[] = [];
let next = 0;
let answers = 0;
let failures = 0;

function ask(socket: Socket): void {
  const request = requests[next % requests.length];
  next += 1;
  if (request !== undefined) socket.write(request);
}

function open(): void {
  const socket = connect(load.port, '127.0.0.1');
  let text = '';
  sockets.push(socket);
  socket.setNoDelay(true);
  socket.on('connect', () => {
    ask(socket);
  });
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    const length = wholeAnswer(text);
    if (length === undefined) return;
    if (text.startsWith('HTTP/1.1 200 ')) answers += 1;
    else failures += 1;
    text = text.slice(length);
    ask(socket);
  });
  socket.on('error', () => (failures += 1));
}

const start = process.hrtime.bigint();
for (let index = 0; index < load.connections; index += 1) open();
setTimeout(() => {
  const result: LoadResult = { answers, failures, seconds: Number(process.hrtime.bigint() - start) / 1e9 };
  for (const socket of sockets) socket.destroy();
  console.log(JSON.stringify(result));
}, load.seconds * 1000);
