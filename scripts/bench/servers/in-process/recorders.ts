import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StartOptions {
  /** Where the requests go: the server that stands for Graph. */
  readonly origin: string;
  readonly folder: string;
}

/** Begins to record the requests of this process. @returns what ends that, and writes; its number says how many exchanges it has seen. */
export type StartRecorder = (options: StartOptions) => Promise<() => Promise<number | undefined>>;

/** Who may be recording while a process asks. Loaded only when it is its turn: nock changes `node:http` as soon as it is loaded. */
export const recorders = {
  nothing: () => Promise.resolve(() => Promise.resolve(undefined)),
  nock: async ({ folder }) => {
    const { default: nock } = await import('nock');
    nock.recorder.rec({ output_objects: true, dont_print: true });
    return () => {
      const recorded = nock.recorder.play();
      nock.recorder.clear();
      nock.restore();
      // It leaves that to its user; without it nothing is recorded.
      writeFileSync(join(folder, 'recorded-by-nock.json'), JSON.stringify(recorded, null, 2));
      return Promise.resolve(recorded.length);
    };
  },
  ours: async ({ origin, folder }) => {
    const { startRecording } = await import('../../../package/record.js');
    const session = await startRecording({ folder: join(folder, 'recorded-by-us'), graph: origin });
    return async () => {
      const { exchanges, notKept } = await session.stop();
      return exchanges + notKept;
    };
  },
} as const satisfies Readonly<Record<string, StartRecorder>>;

export type RecorderName = keyof typeof recorders;
