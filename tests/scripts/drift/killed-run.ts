import { spawn, type ChildProcess } from 'node:child_process';
import type { ApiVersion } from '../../../contracts/contract.js';
import type { DriftMode } from '../../../scripts/drift/session/drift-run.js';
import type { AssignmentIds } from '../../../scripts/client/assignment.js';

/** The task of a process. */
export interface RunTask {
  readonly origin: string;
  readonly folder: string;
  readonly operation: string;
  readonly version: ApiVersion;
  readonly ids: AssignmentIds;
  /** The call of the file system, from 1, before which the process ends itself. */
  readonly killAt?: number;
  readonly mode?: DriftMode;
}

/** The outcome of a run that was not killed. */
export interface Outcome {
  readonly exitCode: number;
  readonly problems?: readonly string[];
  readonly calls: number;
  readonly callsBeforeUpdate: number;
}

export interface Ended {
  readonly signal: NodeJS.Signals | null;
  /** Absent if the run was killed. */
  readonly outcome?: Outcome;
}

/** A run that is loaded and waits to begin, so that one can load while another one runs. */
export class RunProcess {
  private readonly child: ChildProcess;
  private readonly ended: Promise<Ended>;

  /** @param bundle of `killed-run-entry.ts`. */
  constructor(bundle: string, task: RunTask) {
    this.child = spawn(process.execPath, [bundle, JSON.stringify(task)], { env: {}, stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    this.child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    this.ended = new Promise((resolve, reject) => {
      this.child.on('error', reject);
      this.child.on('close', (_, signal) => {
        resolve({ signal, outcome: output === '' ? undefined : (JSON.parse(output) as Outcome) });
      });
    });
  }

  begin(): Promise<Ended> {
    this.child.stdin?.write('go\n');
    return this.ended;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
