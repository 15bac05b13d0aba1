import type { Contract } from '../../../contracts/contract.js';
import { systemErrorCode } from '../../../recordings/files/system-error.js';
import { isLoopback } from '../../../recordings/traffic/hosts.js';
import { objectPath } from '../../client/assignment.js';
import { takeJournalSecrets } from '../../drift/journal/journal-keys.js';
import { Emulator } from '../../emulator/emulator.js';
import type { SeedContent } from '../../emulator/seed.js';
import { assertSimulation } from '../../emulator/simulations.js';
import type { HttpsOptions } from '../../http/server-certificate.js';
import { withHttps, type LocalHttps } from '../../http/with-https.js';
import { Bugs, print, printError, printLines } from '../../verdict/terminal.js';
import { GraphServer } from '../../serve/graph-server.js';
import type { JudgedRequest, Reply } from '../../serve/reply.js';
import { RequestLog } from '../../serve/request-log.js';
import { ServeSummary } from '../../serve/serve-summary.js';
import { CannotRun } from '../../verdict/exit-code.js';
import { asksFor } from '../../verdict/destinations.js';
import { addContracts, type ContractsOptions } from './contracts-option.js';
import type { ReportOptions } from './report-options.js';

export interface ServeOptions extends ReportOptions, ContractsOptions, HttpsOptions {
  readonly port?: number;
  readonly host: string;
  readonly simulate?: string;
  readonly recordings?: readonly string[];
  readonly fallback?: boolean;
  readonly ownIds?: boolean;
  readonly knownIds?: boolean;
  readonly seed?: string;
  readonly failOnUnused?: boolean;
  readonly token?: boolean;
  readonly allowEmpty?: boolean;
}

/**
 * Serves the emulator or recordings until a signal comes, or while a command runs.
 * @param command a test run, for example, with the address in its environment; empty for none.
 * @param stopped resolves with the signal that ends the server.
 * @returns our exit code, or that of a command that failed.
 */
export function serve(command: readonly string[], options: ServeOptions, stopped: Promise<NodeJS.Signals>): Promise<number> {
  return withHttps(options, options.host, (https) => serveWith(command, options, stopped, https));
}

async function serveWith(
  command: readonly string[],
  options: ServeOptions,
  stopped: Promise<NodeJS.Signals>,
  https: LocalHttps | undefined,
): Promise<number> {
  const { host, simulate, fallback = false, ownIds = false, knownIds = false, seed } = options;
  const runsCommand = command.length > 0;
  assertSimulation(simulate);
  const [ofEmulator] = Object.entries({ simulate, 'known-ids': options.knownIds, seed }).filter(([, value]) => value !== undefined);
  if (options.recordings !== undefined && ofEmulator !== undefined && !fallback)
    throw new CannotRun(`option '--${ofEmulator[0]}' cannot be used with option '--recordings' without option '--fallback'`);
  if (!runsCommand && options.allowEmpty) throw new CannotRun('option \'--allow-empty\' cannot be used without a command after "--"');

  const contracts = await addContracts(options);
  const emulator = new Emulator({ simulate, contracts, anyIds: !knownIds, seed: await seedIn(seed, contracts) });
  const recordings =
    options.recordings && (await import('../../serve/served-recordings.js')).ServedRecordings.load(options.recordings, Date.now(), ownIds);
  const fromEmulator = ({ request, origin, judgement }: JudgedRequest): Reply => emulator.answer(request, origin, judgement);
  const forUnrecorded = fallback ? fromEmulator : undefined;
  const answer = recordings === undefined ? fromEmulator : (judged: JudgedRequest) => recordings.answer(judged, forUnrecorded);

  // stdout belongs to a machine-readable report or to the command.
  const write = runsCommand || (options.format !== 'pretty' && options.output === undefined) ? printError : print;
  const log = new RequestLog(write, runsCommand);
  const summary = new ServeSummary(options.failOn, asksFor(options, 'junit'));
  const mistakes = new Bugs();
  const server = new GraphServer(
    answer,
    (judged, reply) => {
      summary.add(judged, reply);
      log.add(judged, reply);
    },
    (error) => {
      mistakes.add(error);
    },
    { requiresToken: options.token !== false, certificate: https?.certificate },
  );

  const address = await listen(server, options.port ?? (runsCommand ? 0 : 4010), host);
  let commandCode = 0;
  try {
    if (!isLoopback(host)) printLines(`Warning: ${host} is not loopback; others on the network can reach this server.`);
    if (runsCommand) {
      const { addressVariables, runCommand } = await import('../../serve/run-command.js');
      takeJournalSecrets(); // The command must not have them.
      commandCode = await runCommand(
        command,
        { ...addressVariables(address, process.env), ...https?.trust.variablesFor(process.env) },
        stopped,
      );
    } else {
      write(recordings === undefined ? welcome(emulator, address, options) : recordings.welcome(address, fallback));
      if (https !== undefined) write(https.trust.welcome());
      await stopped;
    }
  } finally {
    await server.close();
    log.flush();
  }
  const { judged, inconclusive } = summary.report().summary;
  const empty = runsCommand && judged + inconclusive === 0 && !options.allowEmpty;
  const { writeServeReport } = await import('./serve-report.js');
  const exitCode = await writeServeReport(summary, recordings, { ...options, empty, mistakes: mistakes.count, commandCode });
  return commandCode === 0 ? exitCode : commandCode;
}

/** @param line the whole command line. @throws CannotRun if "--" ends it, such as before a variable that is not set. */
export function refuseNoCommand(command: readonly string[], line: readonly string[]): void {
  if (command[0] === '' || (command.length === 0 && line.at(-1) === '--'))
    throw new CannotRun('There is no command after "--". Name one, such as npm test, or leave "--" out.');
}

async function seedIn(file: string | undefined, contracts: readonly Contract[]): Promise<SeedContent | undefined> {
  return file === undefined ? undefined : (await import('../../emulator/seed.js')).readSeedFile(file, contracts);
}

async function listen(server: GraphServer, port: number, host: string): Promise<string> {
  try {
    return await server.listen(port, host);
  } catch (error) {
    const code = systemErrorCode(error);
    const advice = code === 'EADDRINUSE' ? 'Another program listens there; give another --port.' : 'Give another --host or --port.';
    throw new CannotRun(`The server cannot listen on ${host}, port ${port} (${code}). ${advice}`);
  }
}

function welcome(emulator: Emulator, origin: string, { simulate, knownIds }: ServeOptions): string {
  const urls = emulator.tenant.all.map(({ path, ids }) => `  ${origin}${objectPath(path, 'v1.0', ids)}\n`);
  return [
    `Graph emulator, not Microsoft Graph, on ${origin} (v1.0 and beta).${simulate === undefined ? '' : ` It simulates "${simulate}".`}\n`,
    knownIds === true
      ? 'It accepts any bearer token, and knows these objects only:\n'
      : 'It accepts any bearer token and any id: an object is made when a request names it first. It begins with:\n',
    ...urls,
    'Ctrl-C stops it.\n',
  ].join('');
}
