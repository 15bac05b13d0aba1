import { describeMachine } from '../machine.js';
import { ratioOf, spreadOf, type Spread } from '../measure/statistics.js';
import { markdownTable } from '../table/markdown-table.js';
import { inProcessAimRows, renderInProcess } from './in-process/render-in-process.js';
import { proxyNames } from './proxies.js';
import { endsAt, settledAt, type ProxyMemory } from './proxy-memory.js';
import { prism, serverNames, type ServersResult } from './run-servers.js';
import type { ServerResult } from './server-contest.js';

const { bare, emulator, one, many, prism: mock } = serverNames;

/** What the project wants to reach: at least so many times the requests per second of another; or a first answer within so many milliseconds. */
type ServerAim = { readonly says: string; readonly who: string } & (
  { readonly atLeast: number; readonly to: string } | { readonly milliseconds: number }
);

export const serverAims: readonly ServerAim[] = [
  ...[emulator, one, many].map((who) => ({ says: `${who}: at least 70 % of a bare handler`, who, atLeast: 0.7, to: bare })),
  ...[emulator, many].map((who) => ({ says: `${who}: at least 10 times Prism`, who, atLeast: 10, to: mock })),
  {
    says: `${proxyNames.ours}: at least the throughput of http-proxy that only forwards`,
    who: proxyNames.ours,
    atLeast: 1,
    to: proxyNames.forwardOnly,
  },
  ...[emulator, one, many].map((who) => ({ says: `${who}: first answer within 100 ms of its start`, who, milliseconds: 100 })),
];

/** Memory is flat if what is in use, after a collection, grows by no more than this from one count of exchanges to the other, in bytes. */
const memoryAim = {
  says: `${proxyNames.ours}: memory flat, up to 1 MB, from exchange ${settledAt.toLocaleString('en')} to ${endsAt.toLocaleString('en')}`,
  atMost: 1e6,
};

/** The result in Markdown: what was aimed at, and the figures behind it. */
export function renderServers({ results, inProcess, memory, remarks }: ServersResult, runs: number): string {
  const peer = results.has(mock) ? `; ${prism.package} ${prism.version}` : '';
  const aimRows = [...serverAims.map((aim) => aimRow(aim, results)), memoryRow(memory), ...inProcessAimRows(inProcess)];
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${describeMachine()}${peer}. Medians of ${String(runs)} runs, in turn, each in a process of its own, asked by another process over 10 connections; ratios run by run, with the least and the most in brackets.`,
    markdownTable(['Aim', 'Measured:', 'Met'], aimRows),
    markdownTable(
      ['Server', 'Requests per second:', 'Of the bare handler:', 'First answer:'],
      [...results].map(([name, result]) => serverRow(name, result, results.get(bare))),
    ),
    ...renderInProcess(inProcess),
    ...(remarks.length === 0 ? [] : [remarks.map((remark) => `- ${remark}`).join('\n')]),
  ].join('\n\n');
}

function aimRow(aim: ServerAim, results: ServersResult['results']): string[] {
  if ('milliseconds' in aim) {
    const spread = spreadOf(measuredOf(results.get(aim.who), 'startMilliseconds'));
    return spread === undefined
      ? [aim.says, 'not measured', '']
      : [aim.says, withRange(spread, 0, ' ms'), spread.median <= aim.milliseconds ? 'yes' : 'no'];
  }
  const spread = ratioOf(measuredOf(results.get(aim.who), 'perSecond'), measuredOf(results.get(aim.to), 'perSecond'));
  return spread === undefined
    ? [aim.says, 'not measured', '']
    : [aim.says, withRange(spread, 2, ''), spread.median >= aim.atLeast ? 'yes' : 'no'];
}

function memoryRow(memory: ProxyMemory | undefined): string[] {
  if (memory === undefined) return [memoryAim.says, 'not measured', ''];
  const { settled, end } = memory;
  const growth = end.heap - settled.heap;
  const peaks = [settled, end].map(({ peak }) => (peak / 1e6).toFixed(0)).join(' to ');
  return [memoryAim.says, `${(growth / 1e6).toFixed(1)} MB (peak of the process: ${peaks} MB)`, growth <= memoryAim.atMost ? 'yes' : 'no'];
}

function serverRow(name: string, result: ServerResult, bareResult: ServerResult | undefined): string[] {
  const perSecond = spreadOf(measuredOf(result, 'perSecond'));
  const start = spreadOf(measuredOf(result, 'startMilliseconds'));
  const ratio = ratioOf(measuredOf(result, 'perSecond'), measuredOf(bareResult, 'perSecond'));
  return [
    name,
    perSecond === undefined ? 'failed' : Math.round(perSecond.median).toLocaleString('en'),
    ratio === undefined ? '–' : ratio.median.toFixed(2),
    start === undefined ? '–' : `${start.median.toFixed(0)} ms`,
  ];
}

function measuredOf(result: ServerResult | undefined, what: 'perSecond' | 'startMilliseconds'): readonly number[] {
  return result?.kind === 'measured' ? result[what] : [];
}

function withRange({ median, least, most }: Spread, digits: number, unit: string): string {
  return `${median.toFixed(digits)}${unit} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}
