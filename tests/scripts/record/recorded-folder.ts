import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../../../recordings/traffic/input/list-files.js';
import { finished, runCli, startCli, type CliResult } from '../../run-cli.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';

/** Stands above the recordings that stay. */
export const stayed =
  'These recordings were not recorded again, and stay as they were. They are replayed too, older exchanges first. Delete those that you no longer want:';

export interface StartedProxy {
  readonly child: ChildProcessWithoutNullStreams;
  readonly origin: string;
  readonly ended: Promise<CliResult>;
}

/** Starts the recording proxy on any port, and waits until it listens. */
export async function startProxy(folder: string, args: readonly string[], environment = {}): Promise<StartedProxy> {
  const child = startCli(['record', '--proxy', '--port', '0', '--folder', folder, ...args], { environment });
  const ended = finished(child);
  const origin = await new Promise<string>((resolve, reject) => {
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        const [, found] = /Recording proxy on (https?:\/\/127\.0\.0\.1:\d+),/.exec((text += chunk.toString())) ?? [];
        if (found !== undefined) resolve(found);
      });
    void ended.then(({ stderr }) => {
      reject(new Error(stderr));
    });
  });
  return { child, origin, ended };
}

export interface RecordedFolder {
  /** Where recordings go. */
  readonly path: string;
  readonly record: (...args: readonly string[]) => Promise<CliResult>;
  readonly startProxy: (args: readonly string[], environment?: Readonly<Record<string, string>>) => Promise<StartedProxy>;
  /** The files below it, and their texts. */
  readonly files: () => string[];
  readonly texts: () => string[];
  /** Writes a file beside it. @returns its path. */
  readonly write: (name: string, content: string) => string;
}

/** A folder for recordings, which does not exist yet: a new one for each test of a file. */
export function useRecordedFolder(): RecordedFolder {
  const folder = useTemporaryFolder();
  const path = (): string => join(folder.path, 'recorded');
  const files = (): string[] => (existsSync(path()) ? listFiles(path()).map((file) => file.slice(path().length + 1)) : []);
  return {
    get path() {
      return path();
    },
    record: (...args) => runCli(['record', '--folder', path(), ...args], { cwd: folder.path }),
    startProxy: (args, environment) => startProxy(path(), args, environment),
    files,
    texts: () => files().map((file) => readFileSync(join(path(), file), 'utf8')),
    write: folder.write,
  };
}
