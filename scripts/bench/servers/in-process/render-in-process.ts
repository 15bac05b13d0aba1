import { ratioOf, spreadOf, type Spread } from '../../measure/statistics.js';
import { markdownTable } from '../../table/markdown-table.js';
import type { Asked } from './asking-process.js';
import type { InProcessResult } from './in-process-contest.js';
import { waysToAsk, type WayToAsk } from './ways-to-ask.js';

/** What is wanted: so much of what nock's recorder adds to a request, at most. */
const share = 0.5;

/** A heap is flat when it grows by no more with a request, in bytes, than when nobody records. nock's recorder keeps more than a thousand. */
const flat = 100;

const recorderNames = { nothing: 'nothing', nock: "nock's recorder", ours: '`startRecording()`' } as const;

type Measure = (asked: Asked) => number;

const measures = {
  cpu: ({ cpu }) => cpu,
  wall: ({ wall }) => wall,
  cpuInAll: ({ cpu, endCpu }) => cpu + endCpu,
  heap: ({ heap }) => heap,
} as const satisfies Readonly<Record<string, Measure>>;

interface InProcessAim {
  readonly says: string;
  /** What was reached, once for each round; empty where it was not measured. */
  readonly reached: (results: readonly InProcessResult[]) => Spread | undefined;
  readonly atMost: number;
  readonly digits: number;
  readonly unit: string;
}

const ways = Object.keys(waysToAsk) as WayToAsk[];

export const inProcessAims: readonly InProcessAim[] = [
  ...ways.flatMap((by) => [ratioAim(by, 'CPU time', measures.cpu), ratioAim(by, 'time', measures.wall)]),
  ...ways.map((by) => ({
    says: `In process, \`${by}\`: a flat heap, ${String(flat)} bytes a request at most`,
    reached: (results: readonly InProcessResult[]) => spreadOf(addedBy(results, by, 'ours', 'repeated', measures.heap)),
    atMost: flat,
    digits: 0,
    unit: ' bytes',
  })),
];

/** The rows of the table of aims. */
export function inProcessAimRows(results: readonly InProcessResult[]): string[][] {
  return inProcessAims.map(({ says, reached, atMost, digits, unit }) => {
    const spread = reached(results);
    if (spread === undefined) return [says, 'not measured', ''];
    const { median, least, most } = spread;
    const range = `(${least.toFixed(digits)} to ${most.toFixed(digits)})`;
    return [says, `${median.toFixed(digits)}${unit} ${range}`, median <= atMost ? 'yes' : 'no'];
  });
}

/** What stands behind them. Empty without results. */
export function renderInProcess(results: readonly InProcessResult[]): string[] {
  if (results.length === 0) return [];
  return [
    markdownTable(
      ['In process, of one request', 'CPU time:', 'Added:', 'Added, with the end:', 'Time added:', 'Heap:'],
      results.map((result) => row(result, results)),
    ),
    `One process asks a server in another, one request after the other. Time is that of the middle request. Of redaction, scan and writing nothing is done while it asks: our recorder does it in the end, in \`stop()\`. All of it together costs ${ways.map((by) => `${inAll(results, by)} times what nock's does with \`${by}\``).join(', and ')}; nock neither redacts nor scans. Heap: what it grows by, after 2,000 of the same request.`,
  ];
}

function row({ by, recorder, kept, repeated }: InProcessResult, results: readonly InProcessResult[]): string[] {
  const added = (measure: Measure): string =>
    recorder === 'nothing' ? '–' : microseconds(spreadOf(addedBy(results, by, recorder, 'kept', measure)));
  const heap = spreadOf(repeated.map(measures.heap));
  return [
    `\`${by}\`, ${recorderNames[recorder]}`,
    microseconds(spreadOf(kept.map(measures.cpu))),
    added(measures.cpu),
    added(measures.cpuInAll),
    added(measures.wall),
    heap === undefined ? '–' : `${Math.round(heap.median).toLocaleString('en')} bytes`,
  ];
}

function inAll(results: readonly InProcessResult[], by: WayToAsk): string {
  return ratioToNock(results, by, measures.cpuInAll)?.median.toFixed(2) ?? '–';
}

function microseconds(spread: Spread | undefined): string {
  return spread === undefined ? '–' : `${Math.round(spread.median).toLocaleString('en')} µs`;
}

function ratioAim(by: WayToAsk, what: string, measure: Measure): InProcessAim {
  return {
    says: `In process, \`${by}\`: adds at most half of the ${what} that nock's recorder adds to a request`,
    reached: (results) => ratioToNock(results, by, measure),
    atMost: share,
    digits: 2,
    unit: '',
  };
}

function ratioToNock(results: readonly InProcessResult[], by: WayToAsk, measure: Measure): Spread | undefined {
  return ratioOf(addedBy(results, by, 'ours', 'kept', measure), addedBy(results, by, 'nock', 'kept', measure));
}

/** What a recorder adds to a request, round by round: a slow moment slows both. */
function addedBy(
  results: readonly InProcessResult[],
  by: WayToAsk,
  recorder: InProcessResult['recorder'],
  requests: 'kept' | 'repeated',
  measure: Measure,
): number[] {
  const of = (name: InProcessResult['recorder']): number[] =>
    results.find((result) => result.by === by && result.recorder === name)?.[requests].map(measure) ?? [];
  const without = of('nothing');
  return of(recorder).map((value, round) => value - (without[round] ?? Number.NaN));
}
