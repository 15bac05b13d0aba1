/** `npm run bench`, see --help. */
import { availableParallelism, cpus, type } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { aimedSizes, runBenchmark, type BenchmarkOptions } from './run-benchmark.js';
import { resultTable } from './result-table.js';

const sizes = new Option('--sizes <har,ndjson,pact>', 'three numbers of exchanges, or one for all');

const options = new Command('npm run bench --')
  .description('Measures graph-contracts beside other tools, and prints times, memory and ratios as Markdown. Takes about five minutes.')
  .addOption(sizes.argParser(parseSizes).default(aimedSizes, Object.values(aimedSizes).join(',')))
  .option('--runs <number>', 'the number of timed runs of each program', parseNumber, 5)
  .option('--no-peers', 'leave out the tools of others, which npm installs into a cache folder')
  .helpOption('--help', 'print this help')
  .showHelpAfterError('Run "npm run bench -- --help" for the options.')
  .parse()
  .opts<BenchmarkOptions>();

async function main(): Promise<void> {
  const { rows, notes } = await runBenchmark(options);
  const [day, model] = [new Date().toISOString().slice(0, 10), cpus()[0]?.model.trim() ?? 'unknown processor'];
  console.log(`Measured on ${day}: ${model}, ${availableParallelism()} cores, ${type()}, Node ${process.versions.node}.`);
  console.log(`Medians of ${options.runs} runs, ${4 * options.runs} of one pact.\n`);
  console.log(`${resultTable(rows)}\n\n${notes.map((note) => `- ${note}`).join('\n')}`);
}

function parseSizes(text: string): BenchmarkOptions['sizes'] {
  const [har = Number.NaN, ndjson = har, pact = har, ...more] = text.split(',').map(parseNumber);
  if (more.length > 0 || text.split(',').length === 2) throw new InvalidArgumentError('Give one number or three.');
  return { har, ndjson, pact };
}

function parseNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Give whole numbers from 1 to 9999999.');
  return Number(text);
}

// The work folder is removed on exit.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
  console.error(`npm run bench: ${(error as Error).message}`);
  process.exitCode = 1;
});
