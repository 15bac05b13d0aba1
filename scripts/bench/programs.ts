import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { packageRoot } from '../../contracts/folders.js';
import { plantedFaults, type MeasuredFormat } from './inputs.js';
import type { NodeProgram } from './measure.js';

export interface Program extends NodeProgram {
  /** Looks at the result of a run. @returns the number of findings. @throws Error if the program did not do its work. */
  readonly check: (folder: string, size: number) => number;
}

const dist = join(packageRoot, 'dist', 'scripts');

/** The command of this project. It must report each planted fault and nothing else. */
export function graphContracts(format: MeasuredFormat): Program {
  return {
    name: 'graph-contracts',
    args: [join(dist, 'cli.js'), 'check', 'input', '--format', 'json', '--output', 'report.json'],
    check: (folder, size) => {
      const { findings, summary } = readJson(folder, 'report.json') as {
        findings: { code: string; pointer: string; severity: string; count: number }[];
        summary: { judged: number };
      };
      if (summary.judged !== size) throw new Error(`judged ${summary.judged} of ${size} exchanges`);
      const reported: Record<string, number> = {};
      for (const { code, pointer, severity, count } of findings) {
        if (severity !== 'note') reported[`${code} ${pointer}`] = (reported[`${code} ${pointer}`] ?? 0) + count;
      }
      if (!isDeepStrictEqual(reported, plantedFaults(size, format))) throw new Error('the findings are not exactly the planted faults');
      return Math.floor(size / 10);
    },
  };
}

/** The least work that judging NDJSON takes. */
export const floor: Program = {
  name: 'floor',
  args: [join(dist, 'bench', 'floor.js'), 'input'],
  check: (folder, size) => {
    const { exchanges, invalid } = readJson(folder, 'stdout') as { exchanges: number; invalid: number };
    if (exchanges !== size || (size >= 100 && invalid === 0)) throw new Error(`validated ${exchanges} of ${size} exchanges`);
    return 0;
  },
};

export const nodeStart: Program = { name: '`node -e 0`', args: ['-e', '0'], check: () => 0 };

// Each peer has the newest version that runs on Node 20. It need not report every planted fault, but it must report some.

export const redocly: Program = {
  name: 'Redocly drift',
  peer: { name: '@redocly/cli', script: 'bin/cli.js' },
  // Less than a warning are, for example, headers that the description does not name.
  args: 'drift input --api openapi.json --traffic-format har --min-severity warning --format json --output report.json'.split(' '),
  env: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  check: (folder, size) => {
    const { problems } = readJson(folder, 'report.json') as { problems: { occurrences: number }[] };
    return notNone(
      problems.reduce((sum, { occurrences }) => sum + occurrences, 0),
      size,
    );
  },
};

export const comparator: Program = {
  name: 'openapi-pact-comparator',
  peer: { name: '@pactflow/openapi-pact-comparator', script: 'dist/cli.cjs' },
  args: ['openapi.json', 'input'],
  check: (folder, size) => notNone((readJson(folder, 'stdout') as unknown[]).length, size),
};

export const servedGraph: NodeProgram = { name: 'graph-contracts serve', args: [join(dist, 'cli.js'), 'serve'] };

export const prism = {
  name: 'Prism',
  peer: { name: '@stoplight/prism-cli', script: 'dist/index.js', version: '5.14.2' },
  args: 'mock openapi.json --host 127.0.0.1 --verboseLevel silent'.split(' '),
} satisfies NodeProgram;

function notNone(findings: number, size: number): number {
  if (findings === 0 && size >= 10) throw new Error('reported none of the planted faults');
  return findings;
}

function readJson(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}
