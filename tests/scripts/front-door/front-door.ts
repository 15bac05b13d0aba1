import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { InputFormat } from '../../../recordings/input/format.js';
import type { Format } from '../../../scripts/report/formats.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';

/** How a run ended. */
export interface Ending {
  readonly code?: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The sentences with which it ended, when it could not run. */
  readonly refused?: string;
  /** The stack of what no user should ever see. */
  readonly bug?: string;
}

export interface Given {
  readonly format?: Format;
  readonly input?: InputFormat;
  readonly allowEmpty?: boolean;
}

/** Longer than any run of these tests may take, also on a busy machine, in milliseconds. */
const hangs = 20_000;

/** The built command as a guest meets it, in a process that serves many. */
export class FrontDoor {
  private readonly folder = new TemporaryFolder();
  private host = this.open();

  private open(): ChildProcess {
    return fork(join(__dirname, 'host.mjs'), {
      execArgv: [],
      env: { PATH: process.env['PATH'] },
      cwd: this.folder.path,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  /** Checks one text. */
  checkText(content: string | Uint8Array, given?: Given): Promise<Ending> {
    return this.checkTexts([content], given);
  }

  /** Checks several texts, in files that are always called the same. @param order of the files on the command line. */
  checkTexts(contents: readonly (string | Uint8Array)[], given: Given = {}, order = contents.map((_, index) => index)): Promise<Ending> {
    for (const [index, content] of contents.entries()) this.folder.write(nameOf(index), content);
    return this.check(order.map(nameOf), given);
  }

  check(paths: readonly string[], given: Given): Promise<Ending> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.host.removeAllListeners('exit').kill('SIGKILL');
        this.host = this.open();
        reject(new Error('The command hangs.'));
      }, hangs);
      const gone = (code: number | null, signal: string | null): void => {
        clearTimeout(timer);
        this.host = this.open();
        reject(new Error(`The command took its process down (${String(code ?? signal)}).`));
      };
      this.host.once('exit', gone);
      this.host.once('message', (ending) => {
        clearTimeout(timer);
        this.host.off('exit', gone);
        resolve(ending as Ending);
      });
      this.host.send({ paths, options: { format: 'json', failOn: 'breaking', ...given } });
    });
  }

  close(): void {
    this.host.removeAllListeners('exit').kill();
    this.folder.remove();
  }
}

function nameOf(index: number): string {
  return `input-${String(index)}.json`;
}
