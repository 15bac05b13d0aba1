import { spawn, type ChildProcess } from 'node:child_process';
import type { ApiVersion } from '../../../contracts/contract.js';
import type { AssignmentIds } from '../../../scripts/client/assignment.js';

/** What a process is to do. */
export interface NightTask {
  readonly origin: string;
  readonly folder: string;
  readonly operation: string;
  readonly version: ApiVersion;
  readonly ids: AssignmentIds;
  /** The call of the file system, from 1, before which the process ends itself; 0 for none. */
  readonly killAt: number;
}

/** What a run came to that was not killed. */
export interface Outcome {
  readonly exitCode: number;
  /** What kept it from beginning. */
  readonly problems?: readonly string[];
  readonly calls: number;
  /** Of these, how many came before the first update. */
  readonly callsBeforeUpdate: number;
}

export interface Ended {
  readonly signal: NodeJS.Signals | null;
  /** Absent if the run was killed. */
  readonly outcome?: Outcome;
}

/** A run that is loaded, and waits to begin: the next one loads while this one is at work. */
export class NightProcess {
  private readonly child: ChildProcess;
  private readonly ended: Promise<Ended>;

  /** @param bundle of `killed-run-entry.ts`. */
  constructor(bundle: string, task: NightTask) {
    this.child = spawn(process.execPath, [bundle, JSON.stringify(task)], { env: {}, stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    this.child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    this.ended = new Promise((resolve, reject) => {
      this.child.on('error', reject);
      this.child.on('close', (_, signal) => {
        resolve({ signal, ...(output === '' ? {} : { outcome: JSON.parse(output) as Outcome }) });
      });
    });
  }

  /** Lets the run begin. @returns how it ended. */
  begin(): Promise<Ended> {
    this.child.stdin?.write('go\n');
    return this.ended;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
