import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { isExact, recogniseFindings, total, type Found } from './found.js';
import type { FloorFormat } from './floor/entries-in-chunks.js';
import type { FloorResult } from './floor/read-floor.js';
import { plantedFaults, type Side } from './inputs/faults.js';
import type { InputFormat } from './inputs/write-input.js';
import type { Contestant } from './measure/contest.js';
import type { Peer } from './peers/peer.js';

/** What an input of a format holds: exchanges that took place, or what a consumer expects. */
export const sideOf: Readonly<Record<InputFormat, Side>> = { har: 'observed', ndjson: 'observed', pact: 'expected' };

export const nameOf = {
  ours: { har: 'graph-contracts, HAR', ndjson: 'graph-contracts, NDJSON', pact: 'graph-contracts, pact' },
  floor: { har: 'floor, HAR', ndjson: 'floor, NDJSON', pact: 'bare JSON.parse, pact' },
  start: 'node -e 0',
} as const;

const dist = join(packageRoot, 'dist', 'scripts');

/** Our own command. It must find each planted fault, and nothing else. */
export function ourselves(format: InputFormat, count: number, input: string, workFolder: string): Contestant {
  const report = join(workFolder, 'our-report.json');
  const planted = plantedFaults(count, sideOf[format]);
  return {
    name: nameOf.ours[format],
    args: [join(dist, 'cli.js'), 'check', input, '--format', 'json', '--output', report],
    exitCodes: [planted.size === 0 ? 0 : 1],
    check: () => {
      const { findings, summary } = JSON.parse(readFileSync(report, 'utf8')) as OurReport;
      const found = recogniseFindings(findings, sideOf[format]);
      if (summary.judged !== count) throw new Error(`judged ${String(summary.judged)} of ${String(count)} exchanges`);
      if (!isExact(found, planted)) {
        throw new Error(
          `found ${String(total(found.faults))} of ${String(total(planted))} planted faults, and ${String(found.others)} other findings`,
        );
      }
      return found;
    },
  };
}

interface OurReport {
  readonly summary: { readonly judged: number };
  readonly findings: Parameters<typeof recogniseFindings>[0];
}

/** The least that can be done with the same bytes. */
export function floor(format: FloorFormat, count: number, input: string): Contestant {
  return {
    name: nameOf.floor[format],
    args: [join(dist, 'bench', 'floor.js'), format, input],
    exitCodes: [0],
    check: ({ stdout }) => {
      const { entries } = JSON.parse(stdout) as FloorResult;
      if (entries !== count) throw new Error(`read ${String(entries)} of ${String(count)} entries`);
      return undefined;
    },
  };
}

export function bareParse(input: string): Contestant {
  const script = `JSON.parse(fs.readFileSync(${JSON.stringify(input)}))`;
  return { name: nameOf.floor.pact, args: ['-e', script], exitCodes: [0] };
}

export function bareStart(): Contestant {
  return { name: nameOf.start, args: ['-e', '0'], exitCodes: [0] };
}

/** A peer. It must find some of the planted faults, if there are any; which ones, the table shows. */
export function peerContestant(
  peer: Peer,
  script: string,
  count: number,
  files: { readonly input: string; readonly openApi: string },
  workFolder: string,
): Contestant {
  const report = join(workFolder, 'peer-report');
  const planted = plantedFaults(count, sideOf[peer.reads]);
  return {
    name: peer.name,
    args: [script, ...peer.args({ ...files, report })],
    env: peer.env,
    exitCodes: peer.exitCodes,
    check: ({ stdout }): Found => {
      const found = peer.found(stdout, report);
      if (planted.size > 0 && total(found.faults) === 0) throw new Error('found none of the planted faults');
      return found;
    },
  };
}
