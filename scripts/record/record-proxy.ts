import { countOf, numeral } from '../../contracts/count-of.js';
import { visible } from '../../contracts/visible.js';
import { Recorder, type RecordingResult } from '../../recordings/recorder/recorder.js';
import { scenarios } from '../../recordings/recorder/session.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { assertSafeBaseUrl } from '../client/base-url.js';
import { ClientError } from '../client/client-error.js';
import { CannotRun } from '../verdict/exit-code.js';
import { Bugs, complain } from '../verdict/terminal.js';
import type { OtherRequests } from '../verdict/other-requests.js';
import type { FailOn, Report } from '../verdict/report.js';
import { Tally } from '../verdict/tally.js';
import { isGraphOrigin } from '../client/clouds.js';
import { assertTlsIsVerified } from '../tenant/verified-tls.js';
import { PassingExchanges } from './passing-exchanges.js';
import { RecordingProxy, type ProxyOptions } from './recording-proxy.js';
import { notRecorded, notRecordedFor } from './record-outcome.js';

export interface RecordProxyOptions {
  readonly folder: string;
  readonly update: boolean;
  readonly graph: string;
  readonly port: number;
  readonly failOn: FailOn;
  readonly cases: boolean;
  /** Where lines for a person go. */
  readonly write: (text: string) => void;
}

export interface ProxyResult {
  readonly report: Report;
  readonly recorded?: RecordingResult;
  readonly others: OtherRequests;
  /** How many of the exchanges of the report are requests that did not leave the machine. */
  readonly refused: number;
  /** What a person should know besides. */
  readonly lines: readonly string[];
}

/** Forwards, judges and records until it is told to stop. @throws CannotRun, Refused or RecordingError before it listens. */
export async function recordProxy(options: RecordProxyOptions, stopped: Promise<unknown>): Promise<ProxyResult> {
  const { folder, update, failOn, write } = options;
  const graph = originOf(options.graph);
  assertTlsIsVerified(graph, process.env);
  const recorder = await Recorder.open({ folder, update, scenario: scenarios.proxied, asItGoes: true, onStop });
  const tally = new Tally(failOn, { cases: options.cases });
  const passing = new PassingExchanges(tally, 'proxy', write);
  const mistakes = new Bugs();
  const proxyOptions: ProxyOptions = {
    graph,
    onExchange: (exchange) => {
      recorder.add(exchange);
      passing.judge(exchange);
    },
    onRefused: (request, status, why) => {
      passing.judgeRefused(request, status, why);
    },
    onUnparsed: (request, status) => {
      passing.judgeUnparsed(request, status);
    },
    onBrokenOff: (request, why) => {
      passing.brokenOff(request, why);
    },
    failed: (error) => {
      mistakes.add(error);
    },
  };
  const { proxy, origin } = await listen(proxyOptions, options.port).catch((error: unknown) => {
    recorder.abandon();
    throw error;
  });
  write(welcome(origin, graph, folder));
  await stopped;
  await closed(proxy);
  passing.flush();
  const judged = tally.report('record');
  const report = mistakes.count === 0 ? judged : notRecorded(judged, notJudged(mistakes.count));
  const refused = passing.refused.judged + passing.refused.unreadable;
  const besides = { others: tally.others, refused, lines: refusedLines(passing.refused) };
  try {
    const recorded = recorder.close();
    return { report: recorded.stopped === undefined ? report : notRecorded(report, recorded.stopped), recorded, ...besides };
  } catch (error) {
    return { report: notRecordedFor(report, error), ...besides };
  }
}

function notJudged(count: number): string {
  return `A bug in graph-contracts kept ${countOf(count, 'request')} from being judged. Standard error said where; please report it.`;
}

function refusedLines({ judged, unreadable, others }: PassingExchanges['refused']): string[] {
  const all = judged + unreadable + others;
  if (all === 0) return [];
  const ours = judged === 0 ? 'none was' : `${numeral(judged)} ${judged === 1 ? 'was' : 'were'}`;
  return [`${countOf(all, 'request')} did not leave this machine; of the two operations, and so judged, ${ours}.`];
}

/** Said at once: a user who learns of it at the end has lost the session. */
function onStop(why: string): void {
  const [sentence = '', ...places] = why.split('\n');
  complain([`Recording has stopped: what comes from now on still passes, and is judged, but is not kept. ${sentence}`, ...places]);
}

/** A token goes to a Graph of Microsoft, or to this machine. */
function originOf(graph: string): string {
  let origin: string;
  try {
    origin = assertSafeBaseUrl(graph);
  } catch (error) {
    throw error instanceof ClientError ? new CannotRun(`--graph cannot be used. ${error.message}`) : error;
  }
  if (!isGraphOrigin(origin)) {
    throw new CannotRun(
      'What --graph names is neither a Microsoft Graph nor on this machine, and no token is sent there. Give scheme and host, such as https://graph.microsoft.com.',
    );
  }
  return origin;
}

async function listen(options: ProxyOptions, port: number): Promise<Awaited<ReturnType<typeof RecordingProxy.listen>>> {
  try {
    return await RecordingProxy.listen(options, port);
  } catch (error) {
    throw new CannotRun(`The recording proxy cannot listen on port ${port} (${systemErrorCode(error)}). Give another --port.`);
  }
}

/** How many milliseconds the end may take before its reason is told. */
const unexplained = 500;

async function closed(proxy: RecordingProxy): Promise<void> {
  const slow = setTimeout(() => {
    complain('Requests are still under way; this waits 10 seconds for their answers. Ctrl-C again ends it at once, without a report.');
  }, unexplained);
  await proxy.close();
  clearTimeout(slow);
}

function welcome(origin: string, graph: string, folder: string): string {
  return [
    `Recording proxy on ${origin}, for ${graph}.`,
    `Give your service ${origin} as the base URL of Graph. Only the two operations, and GET on their paths, leave this machine.`,
    `Recordings go to ${visible(folder)}. Ctrl-C ends it, and reports.\n`,
  ].join('\n');
}
