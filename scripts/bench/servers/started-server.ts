import { spawn, type ChildProcess } from 'node:child_process';
import { connect, createServer, type AddressInfo } from 'node:net';
import { plainEnvironment } from '../measure/run-node.js';

/** Somebody who answers HTTP, in a process of his own. */
export interface ServerContestant {
  readonly name: string;
  /** Arguments of Node, for a server on a port of loopback. */
  readonly args: (port: number) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whole requests, each of which must be answered with 200. */
  readonly requests: readonly string[];
}

/** How long a server may take until it answers, in milliseconds. */
const longestStart = 60_000;
const betweenTries = 1;

/** A server that has given its first answer. */
export interface StartedServer {
  readonly port: number;
  /** From the start of its process to its first answer. */
  readonly milliseconds: number;
  readonly stop: () => Promise<void>;
}

/** Starts a server, and asks until it answers. @throws when its process ends, or it takes too long. */
export async function startServer({ args, env, requests }: ServerContestant, workFolder: string): Promise<StartedServer> {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(process.execPath, args(port), {
    cwd: workFolder,
    env: { ...plainEnvironment(), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => {
      resolve();
    }),
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-500)));
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  while (!(await answers(port, requests[0] ?? ''))) {
    if (hasEnded(child)) throw new Error(`ended before it answered: ${said.trim().split('\n')[0] ?? ''}`);
    if (performance.now() - start > longestStart) {
      await stop();
      throw new Error('gave no answer in a minute');
    }
    await new Promise((resolve) => setTimeout(resolve, betweenTries));
  }
  return { port, milliseconds: performance.now() - start, stop };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Whether anything comes back; what it is, the load looks at. */
export function answers(port: number, request: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.on('connect', () => socket.write(request));
    socket.on('data', () => {
      end(true);
    });
    socket.on('error', () => {
      end(false);
    });
    socket.on('close', () => {
      end(false);
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
