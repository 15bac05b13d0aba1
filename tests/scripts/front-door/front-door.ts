import { join } from 'node:path';
import type { InputFormat } from '../../../recordings/traffic/input/format.js';
import type { Format } from '../../../scripts/verdict/destinations.js';
import { ScriptHosts, type Ended } from '../../equipment/script-host.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';

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
  private readonly hosts = new ScriptHosts();

  /** Checks one text. */
  checkText(content: string | Uint8Array, given?: Given): Promise<Ended> {
    return this.checkTexts([content], given);
  }

  /** Checks several texts, in files that are always called the same. @param order of the files on the command line. */
  checkTexts(contents: readonly (string | Uint8Array)[], given: Given = {}, order = contents.map((_, index) => index)): Promise<Ended> {
    for (const [index, content] of contents.entries()) this.folder.write(nameOf(index), content);
    return this.check(order.map(nameOf), given);
  }

  /** @throws if the command does not end by itself. */
  private async check(paths: readonly string[], given: Given): Promise<Ended> {
    const timer = setTimeout(() => {
      this.hosts.kill();
    }, hangs);
    const args = [JSON.stringify({ paths, options: { format: 'json', failOn: 'breaking', ...given } })];
    const ended = await this.hosts.run(join(__dirname, 'check.mjs'), args, { cwd: this.folder.path, environment: {} });
    clearTimeout(timer);
    if (ended.code === null) throw new Error(`The command hangs, or a signal ended it: ${ended.stderr}`);
    return ended;
  }

  close(): void {
    this.hosts.kill();
    this.folder.remove();
  }
}

function nameOf(index: number): string {
  return `input-${index}.json`;
}
