import { Command, InvalidArgumentError, Option } from 'commander';
import { inputFormats, trafficFormats } from '../../recordings/traffic/format.js';
import type { CheckOptions } from './commands/check.js';
import { addReportOptions } from './commands/report-options.js';
import type { DriftOptions } from './commands/drift.js';
import type { HistoryOptions } from './commands/history.js';
import { addMemoryOptions } from './commands/memory-options.js';
import type { RecordOptions } from './commands/record.js';
import type { ServeOptions } from './commands/serve.js';
import { historyFormats } from '../history/formats.js';
import { complain, print } from '../terminal/terminal.js';
import { tool } from '../verdict/tool.js';

const exitCodeHelp = `
Exit codes, the same for every command:
  0  agrees, or nothing had to be judged: the verdict is "nothing-judged"
  1  disagrees: a finding at or above --fail-on
  2  cannot run: usage, configuration, or input that cannot be read
  3  inconclusive: nothing disagrees, but an operation could not be judged
  4  refused by a rule that keeps the tenant safe
  5  the tenant could not be put back
A command that "serve" runs, and that fails, ends it with its own code, which means what the command means by it.`;

/** What makes no sense for a command line that begins no run. */
const alone = ['dryRun', 'restore', 'trustJournal', 'simulate', 'accept'];

/** Each command loads what it needs when it is called, and nothing else: that keeps the others fast. */
export function commandLine(): Command {
  const program = new Command('graph-contracts')
    .description('Contract checks for the two Microsoft Graph operations that change an Intune assignment.')
    .version(tool.version, '--version', 'print the version')
    .configureOutput({
      writeOut: print,
      outputError: (text) => {
        // What was given on the command line stands in the first line, and may hold line breaks; a hint, if there is one, stands on its own.
        const [, what = '', hint] = /^(?:error: )?([^]*?)\n(\(Did you mean .+\)\n)?$/.exec(text) ?? ['', text];
        complain([what, ...(hint === undefined ? [] : [hint.trimEnd()])]);
      },
    })
    .exitOverride();

  addReportOptions(
    program
      .command('check')
      .description('judge pacts, HAR files, recordings and NDJSON: the gate for CI')
      .argument('<path...>', 'files, folders to search (but for node_modules and hidden ones in them), or - for standard input')
      .addOption(new Option('--input <format>', 'the format of the input, in place of what its content tells').choices(inputFormats))
      .option('--allow-empty', 'pass though nothing of the two operations was found')
      .addOption(new Option('--max-age <days>', 'the age from which on a recording is stale').argParser(days))
      .option('--fail-on-stale', "fail for a recording that is too old, or was made under another contract than today's")
      .option('--strict', 'fail for a file in a searched folder that is not readable JSON: it could hide a pact'),
  ).action(async (paths: string[], options: CheckOptions) => {
    process.exitCode = await (await import('./commands/check.js')).check(paths, options, Date.now());
  });
  const drift = addReportOptions(
    addMemoryOptions(
      program
        .command('drift')
        .description(
          'the nightly check: does Graph still do what its pages say? Runs against the tenant of a configuration, or the embedded emulator',
        )
        .option('--config <file>', 'the tenant, and what may be touched in it; drift.config.json is taken if it is there')
        .option('--dry-run', 'sign in, read, and show what would be sent; send no update')
        .addOption(new Option('--restore', 'put back what an interrupted run left, and nothing else').conflicts('dryRun'))
        .option('--trust-journal', 'with --restore: put back what the journal holds, though nothing proves that it is the own one')
        .addOption(new Option('--seal', 'encrypt the journal, so that the copy may leave this machine; no run').conflicts(alone))
        .addOption(new Option('--unseal', 'put the journal back from its encrypted copy; no run').conflicts([...alone, 'seal']))
        .addOption(new Option('--budget <seconds>', 'how long to wait for better weather, all in all').argParser(seconds))
        .option('--simulate <answer>', 'let the emulator answer PATCH in one way; a wrong name lists them all'),
    ),
  ).action(async (options: DriftOptions) => {
    process.exitCode = await (await import('./commands/drift.js')).drift(options);
  });
  drift
    .command('init')
    .description('write a configuration to fill in')
    .option('--config <file>', 'the file to write', 'drift.config.json')
    .action(async (_, command: Command) => {
      process.exitCode = (await import('./commands/drift-init.js')).driftInit(command.optsWithGlobals<{ config: string }>().config);
    });
  addReportOptions(
    program
      .command('record')
      .description(
        'record traffic, with no secret in it: the night of drift against the tenant of a configuration or the embedded emulator; what passes through a proxy; or a capture',
      )
      .option('--folder <folder>', 'where the recordings go', 'recordings')
      .option('--update', 'replace recordings that are there, and show in what they differ')
      .option('--check', 'write nothing; exit 1 if Graph answers otherwise than is recorded')
      .option('--config <file>', 'the tenant, and what may be touched in it; drift.config.json is taken if it is there')
      .addOption(new Option('--budget <seconds>', 'how long to wait for better weather, all in all').argParser(seconds))
      .option('--simulate <answer>', 'let the emulator answer PATCH in one way; a wrong name lists them all')
      .option('--proxy', 'record what clients in any language ask through a proxy on loopback')
      .option('--port <number>', 'the port of the proxy; 0 takes any free one (default: 4011)')
      .option('--graph <origin>', 'where the proxy forwards to (default: https://graph.microsoft.com)')
      .option('--from <path...>', 'record what HAR files, NDJSON or nock recordings hold; - reads standard input')
      .addOption(
        new Option('--input <format>', 'the format of what is imported, in place of what its content tells').choices(trafficFormats),
      )
      .option('--allow-empty', 'pass though nothing of the two operations came by, or was captured'),
  ).action(async (options: RecordOptions) => {
    process.exitCode = await (await import('./commands/record.js')).record(options, firstSignal);
  });
  program
    .command('history')
    .description('what the nights of --history have said: findings, weather and latency')
    .argument('<file...>', 'files that drift --history has written')
    .addOption(new Option('--format <format>', 'how to show it').choices(historyFormats).default('pretty'))
    .option('--output <file>', 'write to a file instead of stdout')
    .option('--since <when>', 'only nights since then: a number of days, or a day as YYYY-MM-DD in UTC')
    .action(async (files: string[], options: HistoryOptions) => {
      process.exitCode = await (await import('./commands/history.js')).history(files, options, new Date());
    });
  addReportOptions(
    program
      .command('serve')
      .description('the Graph emulator, or recordings, for services in any language; judges every request')
      .argument('[command...]', 'after --: run this with the address in GRAPH_BASE_URL, and end with it')
      .option('--port <number>', 'the port to listen on; 0 takes any free one (default: 4010, and any with a command)')
      .option('--host <name>', 'the address to listen on', '127.0.0.1')
      .option('--simulate <answer>', 'let the emulator answer PATCH in one way; a wrong name lists them all')
      .option('--recordings <path...>', 'answer from recordings: files, and folders to search')
      .option('--own-ids', 'let the ids of a client stand for those in the recordings, which are placeholders')
      .option('--fallback', 'let the emulator answer what was not recorded')
      .option('--fail-on-unused', 'fail for a recording that nobody asked for')
      .option('--no-token', 'ask for no bearer token: some clients send theirs over HTTPS only')
      .option('--allow-empty', 'pass though the command asked for nothing of the two operations'),
  ).action(async (command: string[], options: ServeOptions) => {
    const stopped = firstSignal();
    const { serve, refuseNoCommand } = await import('./commands/serve.js');
    refuseNoCommand(command, process.argv);
    process.exitCode = await serve(command, options, stopped);
  });
  program
    .command('explain')
    .description('what a finding means, and what to do; without a code, the list of all')
    .argument('[code]', 'the code of a finding, or the reason of an inconclusive exchange')
    .action(async (code: string | undefined) => {
      process.exitCode = (await import('./commands/explain.js')).explain(code);
    });
  for (const command of withAllBelow(program)) command.helpOption('-h, --help', 'print this help').addHelpText('after', exitCodeHelp);
  return program;
}

function withAllBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withAllBelow)];
}

function seconds(text: string): number {
  if (!/^\d+(?:\.\d+)?$/.test(text)) throw new InvalidArgumentError('Give a number of seconds, such as 300.');
  return Number(text);
}

function days(text: string): number {
  if (!/^\d+(?:\.\d+)?$/.test(text)) throw new InvalidArgumentError('Give a number of days, such as 90.');
  return Number(text);
}

/** Settles with the first signal that asks this process to end. A second one, of either kind, ends it at once. */
function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const hear = (signal: NodeJS.Signals): void => {
      process.off('SIGINT', hear).off('SIGTERM', hear);
      resolve(signal);
    };
    process.on('SIGINT', hear).on('SIGTERM', hear);
  });
}
