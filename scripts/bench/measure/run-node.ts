import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A run of Node, from its start to its end. */
export interface Run {
  readonly seconds: number;
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** In bytes; undefined where it was not asked for. */
  readonly peakMemory: number | undefined;
  readonly timedOut: boolean;
}

export interface RunOptions {
  readonly workFolder: string;
  readonly timeoutSeconds: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Costs the run a millisecond or two: not for runs whose time counts. */
  readonly withPeakMemory?: boolean;
}

/** Runs Node with arguments. Its output goes to files, so that nobody's pipe slows it down. */
export function runNode(args: readonly string[], options: RunOptions): Run {
  const files = { stdout: join(options.workFolder, 'stdout'), stderr: join(options.workFolder, 'stderr') };
  const peakFile = join(options.workFolder, 'peak');
  rmSync(peakFile, { force: true });
  const reporter = join(__dirname, 'report-peak.js');
  const env = {
    ...plainEnvironment(),
    ...options.env,
    ...(options.withPeakMemory === true ? { NODE_OPTIONS: `--require ${JSON.stringify(reporter)}`, BENCH_PEAK_FILE: peakFile } : {}),
  };
  const out = openSync(files.stdout, 'w');
  const err = openSync(files.stderr, 'w');
  try {
    const start = process.hrtime.bigint();
    const { status, error } = spawnSync(process.execPath, args, {
      cwd: options.workFolder,
      env,
      stdio: ['ignore', out, err],
      timeout: options.timeoutSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    return {
      seconds,
      exitCode: status ?? undefined,
      stdout: readFileSync(files.stdout, 'utf8'),
      stderr: readFileSync(files.stderr, 'utf8'),
      peakMemory: existsSync(peakFile) ? highest(readFileSync(peakFile, 'utf8')) : undefined,
      timedOut: (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT',
    };
  } finally {
    closeSync(out);
    closeSync(err);
  }
}

/** One line for each process: the run itself, and those that it started. */
function highest(lines: string): number {
  return Math.max(...lines.trim().split('\n').map(Number));
}

/** The environment without what changes how Node starts: extra certificates alone cost a start half as much again. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:NODE_.*|npm_.*|FORCE_COLOR|CLICOLOR_FORCE)$/i.test(name)));
}
