/** `npm run bench`: how fast we judge, beside others and beside what is possible. See --help. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { packageRoot } from '../../contracts/folders.js';
import { runBenchmark, type BenchmarkOptions } from './run-benchmark.js';
import { render } from './table/render.js';
import { withBenchmark } from './table/update-readme.js';

interface Options {
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly timeout: number;
  readonly large?: boolean;
  readonly peers: boolean;
  readonly updateReadme?: boolean;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1 on.');
  return Number(text);
}

const program = new Command('bench')
  .description(
    'Judges the same generated exchanges with graph-contracts, with other tools and with a bare loop, and prints the times and ratios as Markdown. ' +
      'Other tools are fetched from the npm registry into a cache folder of their own; without them, the rest is measured.',
  )
  .option(
    '--sizes <numbers>',
    'how many exchanges, with commas between',
    (text) => text.split(',').map((part) => wholeNumber(part.trim())),
    [1, 1_000, 10_000, 100_000],
  )
  .option('--runs <number>', 'how often each is timed', wholeNumber, 5)
  .option('--timeout <seconds>', 'how long one run may take', wholeNumber, 300)
  .option('--large', 'also measure the memory at 1,000,000 exchanges, which takes 4 GB of the temporary folder for as long')
  .option('--no-peers', 'measure without the other tools')
  .option('--update-readme', 'also write the result into README.md')
  .helpOption('--help', 'print this help')
  .parse();

// The folder with the inputs is removed on the way out.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.exit(1);
  });
}

async function main({ sizes, runs, timeout, large = false, peers, updateReadme = false }: Options): Promise<void> {
  const progress = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const options: BenchmarkOptions = { sizes, runs, large, peers, timeoutSeconds: timeout, progress };
  const { measurements, remarks } = await runBenchmark(options);
  const result = render(measurements, runs, remarks);
  process.stdout.write(`${result}\n`);
  if (updateReadme) {
    const readme = join(packageRoot, 'README.md');
    writeFileAtomic(readme, withBenchmark(readFileSync(readme, 'utf8'), result));
  }
}

void main(program.opts<Options>());
