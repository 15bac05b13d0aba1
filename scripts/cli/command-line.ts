import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { inputFormats, trafficFormats } from '../../recordings/traffic/input/format.js';
import { complain, print } from '../verdict/terminal.js';
import { tool } from '../verdict/report.js';
import type { CheckOptions } from './commands/check.js';
import { contractsOption, inputsAndContracts } from './commands/contracts-option.js';
import type { DocsOptions } from './commands/docs.js';
import type { DriftOptions } from './commands/drift.js';
import type { ExplainOptions } from './commands/explain.js';
import type { ExportFormat, ExportOptions } from './commands/export.js';
import type { HistoryOptions } from './commands/history.js';
import type { RecordOptions } from './commands/record.js';
import { addReportOptions, advanced } from './commands/report-options.js';
import type { ServeOptions } from './commands/serve.js';

const exitCodeHelp = `
Exit codes, the same for every command:
  0  agrees, or there was nothing to judge: the verdict is "nothing-judged"
  1  disagrees: a finding at or above --fail-on
  2  cannot run: usage, configuration, or unreadable input
  3  inconclusive: nothing disagrees, but an operation could not be judged
  4  refused by a tenant-safety rule
  5  the tenant could not be restored
If the command after "serve --" fails, serve exits with that command's exit code.`;

/** Options that conflict with --seal and --unseal, which start no run. */
const runOptions = ['dryRun', 'restore', 'trustJournal', 'simulate', 'accept', 'probe'];

/** Options of a nightly run, which conflict with --probe. */
const nightlyOptions = ['dryRun', 'restore', 'trustJournal', 'baseline', 'history', 'accept'];

/** Options of record for a run of drift, which conflict with --proxy and --from. */
const recordDriftOptions = ['config', 'simulate', 'budget', 'check'];

/** Each command is loaded when it is called, so that it does not slow down the others. */
export function commandLine(): Command {
  const program = new Command('graph-contracts')
    .description('Contract checks for the two Microsoft Graph operations that change an Intune assignment.')
    .version(tool.version, '--version', 'print the version')
    .configureOutput({
      writeOut: print,
      outputError: (text) => {
        // The first line quotes the command line, which may hold line breaks. A hint, if any, is the last line.
        const [, message = '', hint] = /^(?:error: )?([^]*?)\n(\(Did you mean .+\)\n)?$/.exec(text) ?? ['', text];
        complain([message, ...(hint === undefined ? [] : [hint.trimEnd()])]);
      },
    })
    .exitOverride();
  addCheck(program);
  addDrift(program);
  addRecord(program);
  addDocs(program);
  addHistory(program);
  addServe(program);
  addExport(program);
  addExplain(program);
  for (const command of withSubcommands(program)) {
    command.optionsGroup('Options:').helpOption('-h, --help', 'print this help').addHelpText('after', exitCodeHelp);
  }
  return program;
}

function addCheck(program: Command): void {
  const check = addReportOptions(
    program
      .command('check')
      .description('the CI gate: judge pacts, HAR files, nock recordings and NDJSON')
      .argument('[path...]', 'files, folders (hidden ones and node_modules in them are skipped), or - for standard input')
      .option('--strict', 'fail for a file in a searched folder that is not readable JSON: it could be a pact')
      .addOption(contractsOption()),
  )
    .addOption(inputOption(inputFormats))
    .option('--allow-empty', 'pass even if the input has nothing of the two operations')
    .addOption(amountOption('--max-age <days>', 'the age from which on a recording is stale', 'days, such as 90'))
    .option('--fail-on-stale', 'fail for a recording that is too old or was made under another contract')
    .optionsGroup('A Pact Broker:')
    .option('--publish-to <url>', 'publish the result of each pact to the Pact Broker at this address')
    .addOption(textOption('--provider-version <version>', 'the version of the provider (default: that of the tool and its contracts)'))
    .addOption(textOption('--consumer-version <version>', 'the version of the consumer whose pact it is (default: the latest)'))
    .addOption(textOption('--provider-branch <name>', 'the branch of the version of the provider'))
    .addOption(new Option('--build-url <url>', 'the page of the build, for people who look at the result').argParser(webAddress))
    .addHelpText('after', examples('check pacts', 'check traffic.har --report junit=contract.xml'))
    .action(async (given: string[], options: CheckOptions, command: Command) => {
      const { paths, contracts } = inputsAndContracts(given, options.contracts ?? []);
      if (paths.length === 0)
        command.error("error: missing required argument 'path'. Give files or folders, such as pacts, or - for standard input.");
      const { check: run } = await import('./commands/check.js');
      process.exitCode = await run(paths, { ...options, contracts: options.contracts && contracts }, Date.now());
    });
  for (const option of ['providerVersion', 'consumerVersion', 'providerBranch', 'buildUrl']) needs(check, option, 'publishTo');
}

function addDrift(program: Command): void {
  const drift = addBaselineOptions(
    addReportOptions(
      program
        .command('drift')
        .description('the nightly check: does Graph still do what its pages say? Runs against a tenant, or the embedded emulator')
        .addOption(configOption())
        .addOption(simulateOption())
        .option('--dry-run', 'sign in, read, and show what would be sent; send no update')
        .addOption(
          new Option('--probe', 'send one update to the assignment that the configuration marks, and show what Graph does').conflicts(
            nightlyOptions,
          ),
        )
        .addOption(new Option('--restore', 'restore what an interrupted run left, and do nothing else').conflicts('dryRun'))
        .option('--history <file>', 'append a line for each operation of this run'),
    ),
  )
    .addOption(budgetOption())
    .option('--folder <folder>', 'with --probe: the folder of its recording (default: probe)')
    .addOption(new Option('--tenant <name>', 'the name of the tenant in the history, which may hold several').argParser(tenantName))
    .option('--no-request-ids', 'leave the request ids out of the reports and the history: anyone could read those of a public repository')
    .option('--notes', 'list the notes that every run has, too')
    .option('--trust-journal', 'with --restore: restore from a journal whose origin cannot be proved')
    .addOption(new Option('--seal', 'encrypt the journal, so that the copy may leave this machine; starts no run').conflicts(runOptions))
    .addOption(new Option('--unseal', 'restore the journal from its encrypted copy; starts no run').conflicts([...runOptions, 'seal']))
    .addHelpText('after', examples('drift --simulate throttled', 'drift --config drift.config.json --dry-run'))
    .action(async (options: DriftOptions) => {
      process.exitCode = await (await import('./commands/drift.js')).drift(options);
    });
  needs(drift, 'trustJournal', 'restore');
  needs(drift, 'folder', 'probe');
  needs(drift, 'tenant', 'history');
  for (const option of ['owner', 'reason', 'expires']) needs(drift, option, 'accept');
  drift
    .command('init')
    .description('write a configuration to fill in')
    .option('--config <file>', 'the file to write', 'drift.config.json')
    .addHelpText('after', examples('drift init', 'drift init --config tenants/contoso.json'))
    .action(async (_, command: Command) => {
      process.exitCode = (await import('./commands/drift-init.js')).driftInit(command.optsWithGlobals<{ config: string }>().config);
    });
}

function addRecord(program: Command): void {
  const record = addReportOptions(
    program
      .command('record')
      .description('record traffic without its secrets: a run of drift, the requests through a proxy, or a capture')
      .option('--folder <folder>', 'the folder of the recordings', 'recordings')
      .addOption(new Option('--update', 'replace existing recordings, and show the differences').conflicts('check'))
      .option('--check', 'write nothing; exit 1 if Graph does not answer as recorded')
      .addOption(
        new Option('--proxy', 'record the requests of clients in any language through a proxy on loopback').conflicts(recordDriftOptions),
      )
      .addOption(
        new Option('--from <path...>', 'record the contents of HAR files, NDJSON or nock recordings; - reads standard input').conflicts([
          ...recordDriftOptions,
          'proxy',
        ]),
      )
      .addOption(configOption())
      .addOption(simulateOption()),
  )
    .addOption(budgetOption())
    .addOption(portOption('the port of the proxy; 0 takes any free one (default: 4011)'))
    .option('--graph <origin>', 'where the proxy sends requests (default: https://graph.microsoft.com)')
    .addOption(inputOption(trafficFormats))
    .option('--allow-empty', 'pass even if there was nothing of the two operations')
    .addHelpText('after', examples('record --folder my-recordings', 'record --from traffic.har --folder my-recordings'))
    .action(async (options: RecordOptions) => {
      process.exitCode = await (await import('./commands/record.js')).record(options, firstSignal);
    });
  addHttpsOptions(record);
  for (const option of ['port', 'graph', 'https']) needs(record, option, 'proxy');
  needs(record, 'input', 'from');
  needs(record, 'allowEmpty', 'proxy', 'from');
}

function addDocs(program: Command): void {
  const docs = addBaselineOptions(
    addReportOptions(
      program
        .command('docs')
        .description('documentation drift: compare Microsoft pages with our contracts, rule by rule')
        .argument('[path...]', 'pages, folders of them, or a checkout of microsoft-graph-docs-contrib')
        .addOption(
          new Option(
            '--against <revision>',
            'compare our own pages, or one folder of pages, with a revision of git or another folder',
          ).conflicts(['baseline', 'history', 'accept']),
        )
        .option('--history <file>', 'append a line for each operation of this run'),
    ),
  )
    .addHelpText('after', examples('docs microsoft-graph-docs-contrib', 'docs --against HEAD'))
    .action(async (paths: string[], options: DocsOptions) => {
      process.exitCode = await (await import('./commands/docs.js')).docs(paths, options);
    });
  needs(docs, 'accept', 'baseline');
  for (const option of ['owner', 'reason', 'expires']) needs(docs, option, 'accept');
}

function addHistory(program: Command): void {
  program
    .command('history')
    .description('show the runs that "drift --history" has kept: findings, inconclusive runs and latency')
    .argument('<file...>', 'files of "drift --history"')
    .addOption(new Option('--format <format>', 'the format').choices(['pretty', 'markdown', 'html', 'json']).default('pretty'))
    .option('--output <file>', 'write to a file instead of stdout')
    .option('--since <when>', 'only runs since then: a number of days, or a day as YYYY-MM-DD in UTC')
    .optionsGroup(advanced)
    .addOption(contractsOption())
    .addOption(
      new Option(
        '--keep <when>',
        'rewrite the history: keep the runs since then, and of older ones what shows when a finding began and ended',
      ).conflicts(['output', 'since', 'failAfter']),
    )
    .addOption(
      new Option(
        '--fail-after <runs>',
        'exit 3 if so many last runs in a row did not judge an operation, or the last sign-in was refused',
      ).argParser(runCount),
    )
    .addHelpText('after', examples('history drift.history.ndjson', 'history drift.history.ndjson --format html --output runs.html'))
    .action(async (files: string[], options: HistoryOptions) => {
      process.exitCode = await (await import('./commands/history.js')).history(files, options, new Date());
    });
}

function addServe(program: Command): void {
  const serve = addReportOptions(
    program
      .command('serve')
      .description('the Graph emulator, or recordings, for services in any language; judges every request')
      .argument('[command...]', 'after --: run this command with the address in GRAPH_BASE_URL, and stop when it ends')
      .addOption(portOption('the port to listen on; 0 takes any free one (default: 4010, or any with a command)'))
      .option('--recordings <path...>', 'answer from recordings: files, or folders to search')
      .option('--own-ids', "map the client's ids to the placeholder ids of the recordings")
      .option('--seed <file>', 'begin with the policies and assignments of a JSON file (seed.schema.json), in place of samples')
      .addOption(simulateOption())
      .addOption(contractsOption()),
  )
    .option('--host <name>', 'the address to listen on', '127.0.0.1')
    .option('--known-ids', 'answer 404 for an assignment that the emulator does not begin with; by default it is made on first use')
    .option('--fallback', 'let the emulator answer requests that were not recorded')
    .option('--fail-on-unused', 'fail for a recording that no request used')
    .option('--no-token', 'accept requests without a bearer token: some clients send it over HTTPS only')
    .option('--allow-empty', 'pass even if the command sent nothing of the two operations')
    .addHelpText('after', examples('serve', 'serve --recordings recordings -- pytest'))
    .action(async (command: string[], options: ServeOptions) => {
      const stopped = firstSignal();
      const { serve: run, refuseNoCommand } = await import('./commands/serve.js');
      refuseNoCommand(command, process.argv);
      process.exitCode = await run(command, options, stopped);
    });
  for (const option of ['ownIds', 'fallback', 'failOnUnused']) needs(serve, option, 'recordings');
  addHttpsOptions(serve);
}

function addExport(program: Command): void {
  program
    .command('export')
    .description('the contracts for other tools: OpenAPI 3.1, or the JSON Schemas of the bodies')
    .addArgument(new Argument('<format>', 'the format').choices(['openapi', 'json-schema']))
    .addOption(contractsOption())
    .option('--output <file>', 'write to a file instead of stdout')
    .addHelpText('after', examples('export openapi --output graph.openapi.json', 'export json-schema --contracts companions'))
    .action(async (format: ExportFormat, options: ExportOptions) => {
      process.exitCode = await (await import('./commands/export.js')).exportContracts(format, options);
    });
}

function addExplain(program: Command): void {
  program
    .command('explain')
    .description('what a finding means and what to do, or what an operation promises; without a name, a list of all')
    .argument('[name]', 'a code, the reason of an inconclusive exchange, or an operation: its title, its name, or the beginning of that')
    .addOption(new Option('--format <format>', 'the format').choices(['pretty', 'markdown', 'json']).default('pretty'))
    .addOption(contractsOption())
    .addHelpText('after', examples('explain response.status', 'explain update-device-configuration'))
    .action(async (name: string | undefined, options: ExplainOptions) => {
      process.exitCode = await (await import('./commands/explain.js')).explain(name, options);
    });
}

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  graph-contracts ${line}`).join('\n')}`;
}

/** The options about earlier runs and accepted findings. */
function addBaselineOptions(command: Command): Command {
  return command
    .option('--baseline <file>', 'accepted findings: they do not fail the run until they expire')
    .option('--accept <fingerprint>', 'accept a finding in the baseline, with --owner, --reason and --expires; starts no run')
    .option('--owner <name>', 'with --accept: the person responsible')
    .option('--reason <text>', 'with --accept: why the finding is accepted')
    .option('--expires <day>', 'with --accept: the last day on which it is accepted, in UTC, as YYYY-MM-DD');
}

function budgetOption(): Option {
  return amountOption('--budget <seconds>', 'the total time to wait before retries', 'seconds, such as 300');
}

function configOption(): Option {
  return new Option(
    '--config <file>',
    'the tenant and its assignments that may be changed (default: drift.config.json if it exists)',
  ).conflicts('simulate');
}

/** Refuses an option without any of those that it needs, in the words that commander has for conflicts. */
function needs(command: Command, option: string, ...others: string[]): void {
  command.hook('preAction', () => {
    const isMissing = command.getOptionValue(option) !== undefined && others.every((name) => command.getOptionValue(name) === undefined);
    const flagOf = (name: string): string => `'${command.options.find((one) => one.attributeName() === name)?.long ?? name}'`;
    if (isMissing) command.error(`error: option ${flagOf(option)} cannot be used without option ${others.map(flagOf).join(' or ')}`);
  });
}

function addHttpsOptions(command: Command): void {
  command
    .option('--https', 'serve HTTPS, with a certificate for this run')
    .option('--cert <file>', 'with --https and --key: a certificate, and those between it and its authority, in PEM format')
    .option('--key <file>', 'with --cert: its private key, in PEM format and not encrypted');
  needs(command, 'cert', 'https');
  needs(command, 'cert', 'key');
  needs(command, 'key', 'cert');
}

function simulateOption(): Option {
  return new Option('--simulate <answer>', 'let the emulator answer PATCH in a certain way; an unknown name lists them all');
}

function inputOption(formats: readonly string[]): Option {
  return new Option('--input <format>', 'the format of the input, instead of detecting it').choices(formats);
}

function portOption(description: string): Option {
  return new Option('--port <number>', description).argParser((text) => {
    if (!/^\d+$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('Give a number from 0 (any free port) to 65535.');
    return Number(text);
  });
}

function webAddress(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw new InvalidArgumentError('Give an http or https address.');
  return text;
}

function textOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    if (text.trim() === '') throw new InvalidArgumentError('Give a text that is not empty.');
    return text;
  });
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

function tenantName(text: string): string {
  if (!/^[\w.-]{1,40}$/.test(text)) throw new InvalidArgumentError('Give up to 40 letters, digits, dots, hyphens and underscores.');
  return text;
}

function runCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a number of runs, such as 3.');
  return Number(text);
}

/** @param example with its unit. */
function amountOption(flags: string, description: string, example: string): Option {
  return new Option(flags, description).argParser((text) => {
    if (!/^\d+(?:\.\d+)?$/.test(text)) throw new InvalidArgumentError(`Give a number of ${example}.`);
    return Number(text);
  });
}

/** Resolves with the first signal that asks this process to end. A second signal ends it at once. */
function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const onSignal = (signal: NodeJS.Signals): void => {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      resolve(signal);
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  });
}
