import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { packageRoot } from '../../contracts/folders.js';
import { countFindings, plantedFaults, type ReportedFinding, type Side } from './inputs/faults.js';
import type { Program } from './measure/measure-in-turn.js';

const dist = join(packageRoot, 'dist', 'scripts');

/** The command of this project. It must report each planted fault and nothing else. */
export function graphContracts(side: Side): Program {
  return {
    name: 'graph-contracts',
    args: [join(dist, 'cli.js'), 'check', 'input', '--format', 'json', '--output', 'report.json'],
    check: (folder, size) => {
      const { findings, summary } = readJson(folder, 'report.json') as { findings: ReportedFinding[]; summary: { judged: number } };
      const planted = plantedFaults(size, side);
      if (summary.judged !== size) throw new Error(`judged ${summary.judged} of ${size} exchanges`);
      if (!isDeepStrictEqual(countFindings(findings), planted)) throw new Error('the findings are not exactly the planted faults');
      return [...planted.values()].reduce((sum, count) => sum + count, 0);
    },
  };
}

/** The least work that judging NDJSON takes. */
export const floor: Program = {
  name: 'floor',
  args: [join(dist, 'bench', 'floor.js'), 'input'],
  check: (folder, size) => {
    const { exchanges } = readJson(folder, 'stdout') as { exchanges: number };
    if (exchanges !== size) throw new Error(`read ${exchanges} of ${size} exchanges`);
    return 0;
  },
};

export const nodeStart: Program = { name: '`node -e 0`', args: ['-e', '0'], check: () => 0 };

// Each peer has the newest version that runs on Node 20. It need not report every planted fault, but it must report some.

export const redocly: Program = {
  name: 'Redocly drift',
  peer: { package: '@redocly/cli', version: '2.77.0', script: 'bin/cli.js' },
  // Less than a warning are, for example, headers that the description does not name.
  args: 'drift input --api openapi.json --traffic-format har --min-severity warning --format json --output report.json'.split(' '),
  env: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  check: (folder, size) => {
    const { problems } = readJson(folder, 'report.json') as { problems: { occurrences: number }[] };
    const findings = problems.reduce((sum, { occurrences }) => sum + occurrences, 0);
    return notNone(findings, size);
  },
};

export const comparator: Program = {
  name: 'openapi-pact-comparator',
  peer: { package: '@pactflow/openapi-pact-comparator', version: '1.7.0', script: 'dist/cli.cjs' },
  args: ['openapi.json', 'input'],
  check: (folder, size) => notNone((readJson(folder, 'stdout') as unknown[]).length, size),
};

export const serve = { name: 'graph-contracts serve', args: [join(dist, 'cli.js'), 'serve'] };

export const prism = {
  name: 'Prism',
  peer: { package: '@stoplight/prism-cli', version: '5.14.2', script: 'dist/index.js' },
  args: 'mock openapi.json --host 127.0.0.1 --verboseLevel silent'.split(' '),
};

function notNone(findings: number, size: number): number {
  if (findings === 0 && plantedFaults(size, 'observed').size > 0) throw new Error('reported none of the planted faults');
  return findings;
}

function readJson(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}
