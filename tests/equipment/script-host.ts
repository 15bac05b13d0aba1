import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** How a script ended. */
export interface Ended {
  /** Null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd: string;
  /** All variables of the run. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Node reads these variables only when it starts, so a host serves only runs that agree on them. */
const readAtStart = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS'];

/** A process that runs one script after another: starting a process takes longer than most runs. */
class ScriptHost {
  isIdle = true;
  private readonly child;
  private runs = 0;

  constructor(environment: Readonly<Record<string, string>>) {
    const env = { PATH: process.env['PATH'], ...environment };
    this.child = fork(join(__dirname, 'script-host-entry.mjs'), { execArgv: [], env, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
  }

  get isAlive(): boolean {
    return this.child.connected;
  }

  async run(script: string, args: readonly string[], { cwd, environment }: Surroundings): Promise<Ended> {
    this.isIdle = false;
    this.runs += 1;
    const mark = `\0end of run ${this.runs}\0`;
    const ended = Promise.all([this.exitCode(), textUntil(mark, this.child.stdout), textUntil(mark, this.child.stderr)]);
    this.child.send({ script, args, cwd, environment, mark });
    const [code, stdout, stderr] = await ended;
    this.isIdle = true;
    return { code, stdout, stderr };
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** The exit code of a run, or of the whole process if the run ends that. */
  private exitCode(): Promise<number | null> {
    return new Promise((resolve) => {
      const settle = (code: unknown): void => {
        this.child.off('message', settle).off('exit', settle);
        resolve(code as number | null);
      };
      this.child.on('message', settle).on('exit', settle);
    });
  }
}

/** Reads until the mark, or the end of the stream. */
function textUntil(mark: string, stream: Readable | null): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const read = (chunk: string): void => {
      text += chunk;
      if (text.endsWith(mark)) settle(text.slice(0, -mark.length));
    };
    const close = (): void => {
      settle(text);
    };
    const settle = (whole: string): void => {
      stream?.off('data', read).off('close', close);
      resolve(whole);
    };
    stream?.setEncoding('utf8').on('data', read).on('close', close);
  });
}

/** The hosts of a test file, started when they are needed. */
export class ScriptHosts {
  private readonly hosts = new Map<string, ScriptHost[]>();

  /** Runs a Node script to its end. Runs at the same time get hosts of their own. */
  run(script: string, args: readonly string[], surroundings: Surroundings): Promise<Ended> {
    const atStart = Object.fromEntries(Object.entries(surroundings.environment).filter(([name]) => readAtStart.includes(name)));
    const key = JSON.stringify(atStart);
    const alike = (this.hosts.get(key) ?? []).filter(({ isAlive }) => isAlive);
    const idle = alike.find(({ isIdle }) => isIdle) ?? new ScriptHost(atStart);
    this.hosts.set(key, [...new Set([...alike, idle])]);
    return idle.run(script, args, surroundings);
  }

  /** Ends all hosts, and with them what still runs. */
  kill(): void {
    for (const host of [...this.hosts.values()].flat()) host.kill();
    this.hosts.clear();
  }
}
