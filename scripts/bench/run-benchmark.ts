import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeSize } from './aims.js';
import { bareParse, bareStart, floor, ourselves, peerContestant } from './contestants.js';
import { writeInput, type InputFormat } from './inputs/write-input.js';
import { contest, type Contestant, type ContestOptions } from './measure/contest.js';
import { Measurements } from './measurements.js';
import { comparator } from './peers/comparator.js';
import { fetchPeer } from './peers/fetch-peer.js';
import { openApiDescription } from './peers/openapi.js';
import type { Peer } from './peers/peer.js';
import { redocly } from './peers/redocly.js';

export interface BenchmarkOptions {
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly large: boolean;
  readonly peers: boolean;
  readonly timeoutSeconds: number;
  readonly progress: (line: string) => void;
}

export interface BenchmarkResult {
  readonly measurements: Measurements;
  /** What a reader of the table must know: who is missing, who failed. */
  readonly remarks: readonly string[];
}

/** Generates the inputs, one size after the other, and lets everybody judge them. Nothing stays behind but the cache of peers. */
export async function runBenchmark(options: BenchmarkOptions): Promise<BenchmarkResult> {
  const workFolder = mkdtempSync(join(tmpdir(), 'graph-contracts-benchmark-'));
  const removeAll = (): void => {
    rmSync(workFolder, { recursive: true, force: true });
  };
  process.once('exit', removeAll);
  try {
    return await new Benchmark(options, workFolder).run();
  } finally {
    removeAll();
    process.off('exit', removeAll);
  }
}

class Benchmark {
  private readonly measurements = new Measurements();
  private readonly remarks: string[] = [];
  private readonly scripts = new Map<Peer, string>();
  private readonly openApi: string;

  constructor(
    private readonly options: BenchmarkOptions,
    private readonly workFolder: string,
  ) {
    this.openApi = join(workFolder, 'openapi.json');
    writeFileSync(this.openApi, JSON.stringify(openApiDescription()));
  }

  async run(): Promise<BenchmarkResult> {
    if (this.options.peers) this.fetchPeers();
    for (const size of this.options.sizes) {
      await this.measureTraffic(size);
      await this.measurePact(size);
    }
    if (this.options.large) for (const format of ['har', 'ndjson'] as const) await this.measureLarge(format);
    return { measurements: this.measurements, remarks: this.remarks };
  }

  private fetchPeers(): void {
    for (const peer of [redocly, comparator]) {
      this.options.progress(`${peer.package} ${peer.version}`);
      const fetched = fetchPeer(peer);
      if ('script' in fetched) this.scripts.set(peer, fetched.script);
      else this.remark(`${fetched.missing}: measured without it.`);
    }
  }

  /** HAR and NDJSON in one contest, so that a time on the one can be compared with a time on the other. */
  private async measureTraffic(size: number): Promise<void> {
    await this.withInput('har', size, async (har) => {
      await this.withInput('ndjson', size, async (ndjson) => {
        await this.hold(size, 'HAR and NDJSON', [
          ourselves('har', size, har, this.workFolder),
          floor('har', size, har),
          ourselves('ndjson', size, ndjson, this.workFolder),
          floor('ndjson', size, ndjson),
          ...this.peer(redocly, size, har),
        ]);
      });
    });
  }

  private async measurePact(size: number): Promise<void> {
    await this.withInput('pact', size, async (pact) => {
      await this.hold(size, 'pact', [
        ourselves('pact', size, pact, this.workFolder),
        ...(size === 1 ? [bareStart()] : []),
        bareParse(pact),
        ...this.peer(comparator, size, pact),
      ]);
    });
  }

  /** For its memory: once, and without the others. */
  private async measureLarge(format: InputFormat): Promise<void> {
    await this.withInput(format, largeSize, async (input) => {
      await this.hold(largeSize, format, [ourselves(format, largeSize, input, this.workFolder)], 1);
    });
  }

  private peer(peer: Peer, size: number, input: string): Contestant[] {
    const script = this.scripts.get(peer);
    return script === undefined ? [] : [peerContestant(peer, script, size, { input, openApi: this.openApi }, this.workFolder)];
  }

  private async hold(size: number, what: string, contestants: readonly Contestant[], runs = this.options.runs): Promise<void> {
    const { timeoutSeconds, progress } = this.options;
    progress(`${size.toLocaleString('en')} exchanges, ${what}`);
    const options: ContestOptions = { runs, timeoutSeconds, progress, workFolder: this.workFolder };
    const results = await contest(contestants, options);
    this.measurements.add(size, results);
    for (const [name, result] of results) {
      if (result.kind === 'failed')
        this.remark(`${name}, size ${size.toLocaleString('en')}: failed (${result.reason.replace(/\.$/, '')}).`);
    }
  }

  /** The file is there only as long as it is used: the largest takes gigabytes. */
  private async withInput(format: InputFormat, size: number, use: (file: string) => Promise<void>): Promise<void> {
    const file = join(this.workFolder, `input.${format === 'pact' ? 'json' : format}`);
    this.options.progress(`writing ${size.toLocaleString('en')} exchanges as ${format}`);
    try {
      await writeInput(file, format, size);
      await use(file);
    } finally {
      rmSync(file, { force: true });
    }
  }

  /** The work folder has a random name, and says nothing. */
  private remark(text: string): void {
    this.remarks.push(text.replaceAll(`${this.workFolder}/`, ''));
  }
}
