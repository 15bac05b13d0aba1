import { judgeAims } from '../aims.js';
import { nameOf, sideOf } from '../contestants.js';
import { faults, plantedFaults } from '../inputs/faults.js';
import { describeMachine } from '../machine.js';
import type { Measurements } from '../measurements.js';
import { comparator } from '../peers/comparator.js';
import { redocly } from '../peers/redocly.js';
import { markdownTable } from './markdown-table.js';

const formats = [
  { format: 'har', label: 'HAR', peer: redocly.name },
  { format: 'ndjson', label: 'NDJSON', peer: redocly.name },
  { format: 'pact', label: 'pact', peer: comparator.name },
] as const;

/** The whole result in Markdown: what was aimed at, the figures behind it, and who found which fault. */
export function render(measurements: Measurements, runs: number, remarks: readonly string[]): string {
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${[describeMachine(), ...peersIn(measurements)].join('; ')}. Medians of ${String(runs)} runs of the whole process, in turn; ratios pair by pair, with the least and the most in brackets.`,
    aimsTable(measurements),
    `The figures behind that. The floor reads the same bytes, parses each entry and its bodies, and runs one compiled validation on it; for a pact it is a bare \`JSON.parse\`. The peer is ${redocly.name} for HAR, also beside NDJSON, which is compared with the same exchanges as HAR; and ${comparator.name} for pacts.`,
    figuresTable(measurements),
    'Planted faults that were found, in the largest input that each has read:',
    faultsTable(measurements),
    ...(remarks.length === 0 ? [] : [remarks.map((remark) => `- ${remark}`).join('\n')]),
  ].join('\n\n');
}

function peersIn(measurements: Measurements): string[] {
  return [redocly, comparator].filter(({ name }) => measurements.has(name)).map((peer) => `${peer.package} ${peer.version}`);
}

function aimsTable(measurements: Measurements): string {
  return markdownTable(
    ['Aim', 'Measured:', 'Met'],
    judgeAims(measurements).map(({ says, measured, met }) => [says, measured, met]),
  );
}

function figuresTable(measurements: Measurements): string {
  const rows = measurements.sizes.flatMap((exchanges) =>
    formats.map(({ format, label, peer }) => {
      const ours = nameOf.ours[format];
      const floor = nameOf.floor[format];
      return [
        label,
        exchanges.toLocaleString('en'),
        figure(measurements, exchanges, ours),
        figure(measurements, exchanges, floor),
        ratio(measurements, exchanges, ours, floor),
        figure(measurements, exchanges, peer),
        ratio(measurements, exchanges, ours, peer),
      ];
    }),
  );
  return markdownTable(['Input', 'Exchanges:', 'graph-contracts:', 'Floor:', 'Ratio to floor:', 'Peer:', 'Ratio to peer:'], rows);
}

function figure(measurements: Measurements, exchanges: number, name: string): string {
  const seconds = measurements.seconds(exchanges, name);
  const peak = measurements.peakMemory(exchanges, name);
  const shown = [
    ...(seconds === undefined ? [] : [`${seconds.median.toFixed(seconds.median < 1 ? 3 : 2)} s`]),
    ...(peak === undefined ? [] : [`${(peak / 1e6).toFixed(0)} MB`]),
  ];
  return shown.length > 0 ? shown.join(', ') : measurements.failure(exchanges, name) === undefined ? '–' : 'failed';
}

function ratio(measurements: Measurements, exchanges: number, name: string, other: string): string {
  return measurements.ratio(exchanges, name, other)?.median.toFixed(2) ?? '–';
}

function faultsTable(measurements: Measurements): string {
  const columns = [
    ...formats.map(({ format, label }) => ({
      name: nameOf.ours[format],
      head: `graph-contracts, ${label}`,
      side: sideOf[format],
      peer: false,
    })),
    { name: redocly.name, head: redocly.name, side: sideOf[redocly.reads], peer: true },
    { name: comparator.name, head: comparator.name, side: sideOf[comparator.reads], peer: true },
  ].map((column) => {
    const largest = measurements.largestFound(column.name);
    return { ...column, found: largest?.found, planted: largest && plantedFaults(largest.exchanges, column.side) };
  });
  const rows = faults.map((fault) => [
    fault.name,
    ...columns.map(({ found, planted, side, peer }) => {
      if (found === undefined || planted === undefined) return '–';
      if (fault[side] === undefined) return 'not planted';
      const count = found.faults.get(fault.name) ?? 0;
      if (count === 0 && peer && fault.beyondOpenApi) return 'OpenAPI cannot say it';
      return `${count.toLocaleString('en')} of ${(planted.get(fault.name) ?? 0).toLocaleString('en')}`;
    }),
  ]);
  const others = ['reports of anything else', ...columns.map(({ found }) => found?.others.toLocaleString('en') ?? '–')];
  return markdownTable(['Fault', ...columns.map(({ head }) => `${head}:`)], [...rows, others]);
}
