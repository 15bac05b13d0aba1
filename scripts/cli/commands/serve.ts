import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { systemErrorCode } from '../../../recordings/files/system-error.js';
import { assignmentPath } from '../../client/assignment.js';
import { isLoopback } from '../../../recordings/traffic/loopback.js';
import { Emulator } from '../../emulator/emulator.js';
import { isSimulation } from '../../emulator/simulations.js';
import { CannotRun } from '../../verdict/exit-code.js';
import { Bugs } from '../../terminal/bugs.js';
import { asksFor } from '../../verdict/destinations.js';
import { GraphServer } from '../../serve/graph-server.js';
import type { JudgedRequest, Reply } from '../../serve/reply.js';
import { RequestLog } from '../../serve/request-log.js';
import type { ServedRecordings } from '../../serve/served-recordings.js';
import { ServeSummary } from '../../serve/serve-summary.js';
import type { ReportOptions } from './report-options.js';
import { noSuchSimulation } from './no-such-simulation.js';
import { portOf } from './port.js';
import { print, printError, printLines } from '../../terminal/terminal.js';

export interface ServeOptions extends ReportOptions {
  readonly port?: string;
  readonly host: string;
  readonly simulate?: string;
  /** Files and folders of recordings to answer from. */
  readonly recordings?: readonly string[];
  /** Whether the emulator answers what was not recorded. */
  readonly fallback?: boolean;
  /** Whether ids of clients stand for the recorded ones. */
  readonly ownIds?: boolean;
  /** Whether the run fails for a recording that nobody asked for. */
  readonly failOnUnused?: boolean;
  /** False for clients that send no token over plain HTTP. */
  readonly token?: boolean;
  /** Whether a command that asks for nothing may pass. */
  readonly allowEmpty?: boolean;
}

const usualPort = '4010';

/**
 * Serves the emulator, or recordings, until a signal comes; or as long as a command runs.
 * @param command somebody's tests, which find the address in their environment; none when it is empty.
 * @param stopped settles with the signal that stops it.
 * @returns our exit code, or that of a command that has failed.
 */
export async function serve(command: readonly string[], options: ServeOptions, stopped: Promise<NodeJS.Signals>): Promise<number> {
  const { host, simulate, failOn } = options;
  const runsCommand = command.length > 0;
  const port = portOf(options.port ?? (runsCommand ? '0' : usualPort));
  if (simulate !== undefined && !isSimulation(simulate)) throw new CannotRun(noSuchSimulation(simulate));
  refuseUseless(options, runsCommand);

  const emulator = new Emulator({ simulate });
  const recordings = options.recordings === undefined ? undefined : await loadRecordings(options.recordings, options.ownIds === true);
  const fromEmulator = ({ request, origin, judgement }: JudgedRequest): Reply => emulator.answer(request, origin, judgement);
  const fallback = options.fallback ? fromEmulator : undefined;
  const answer = recordings === undefined ? fromEmulator : (judged: JudgedRequest) => recordings.answer(judged, fallback);

  const say = wordsGoTo(options, runsCommand);
  const log = new RequestLog(say, runsCommand);
  const serving = new ServeSummary(failOn, asksFor(options, 'junit'));
  const told = (judged: JudgedRequest, reply: Reply): void => {
    serving.add(judged, reply);
    log.add(judged, reply);
  };
  const mistakes = new Bugs();
  const mistaken = (error: unknown): void => {
    mistakes.add(error);
  };
  const server = new GraphServer(answer, told, mistaken, options.token !== false);

  const origin = await listen(server, port, host);
  let commandCode = 0;
  try {
    if (!isLoopback(host)) printLines(`Warning: ${host} is not loopback; others on the network can reach this server.`);
    if (!runsCommand)
      say(recordings === undefined ? welcome(emulator, origin, simulate) : recordings.welcome(origin, options.fallback === true));
    if (runsCommand) {
      const { runCommand } = await import('../../serve/run-command.js');
      commandCode = await runCommand(command, origin, stopped);
    } else {
      await stopped;
    }
  } finally {
    await server.close();
    log.flush();
  }
  const { judged, inconclusive } = serving.report().summary;
  const empty = runsCommand && judged + inconclusive === 0 && !options.allowEmpty;
  const { reportEnd } = await import('./end-report.js');
  const exitCode = await reportEnd(serving, recordings, { ...options, empty, mistakes: mistakes.count, commandCode });
  return commandCode === 0 ? exitCode : commandCode;
}

/**
 * A variable that is not set leaves nothing behind "--", or an empty word: nobody wants to wait for what is never asked.
 * @param line the command line, whole.
 * @throws CannotRun when a command was to be named, and is not.
 */
export function refuseNoCommand(command: readonly string[], line: readonly string[]): void {
  if (command[0] === '' || (command.length === 0 && line.at(-1) === '--'))
    throw new CannotRun('There is no command after "--". Name one, such as npm test, or leave "--" out.');
}

function refuseUseless({ recordings, fallback, ownIds, failOnUnused, simulate, allowEmpty }: ServeOptions, runsCommand: boolean): void {
  if (recordings === undefined && fallback) throw new CannotRun('--fallback is for --recordings. Leave it out, or name recordings.');
  if (recordings === undefined && ownIds) throw new CannotRun('--own-ids is for --recordings. Leave it out, or name recordings.');
  if (recordings === undefined && failOnUnused)
    throw new CannotRun('--fail-on-unused is for --recordings. Leave it out, or name recordings.');
  if (recordings !== undefined && simulate !== undefined && !fallback)
    throw new CannotRun('--simulate is for the emulator, which answers only with --fallback here. Add it, or leave --simulate out.');
  if (!runsCommand && allowEmpty) throw new CannotRun('--allow-empty is for a command. Name it after "--", or leave --allow-empty out.');
}

async function loadRecordings(paths: readonly string[], ownIds: boolean): Promise<ServedRecordings> {
  return (await import('../../serve/served-recordings.js')).ServedRecordings.load(paths, Date.now(), ownIds);
}

/** Words stand on stdout, unless that belongs to a report for machines, or to somebody's command. */
function wordsGoTo({ format, output }: ServeOptions, runsCommand: boolean): (text: string) => void {
  const beside = runsCommand || (format !== 'pretty' && output === undefined);
  return beside ? printError : print;
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

function welcome(emulator: Emulator, origin: string, simulate: string | undefined): string {
  const urls = contracts.flatMap((contract) =>
    emulator.tenant.all
      .filter(({ operation }) => operation === contract.name)
      .map((assignment) => `  ${origin}${assignmentPath(contract, 'v1.0', assignment)}\n`),
  );
  return [
    `Graph emulator, not Microsoft Graph, on ${origin} (v1.0 and beta).${simulate === undefined ? '' : ` It simulates "${simulate}".`}\n`,
    'It takes any bearer token, and has these assignments, for GET and PATCH:\n',
    ...urls,
    'Ctrl-C stops it.\n',
  ].join('');
}
