import { countOf, numeral } from '../../contracts/count-of.js';
import { visible } from '../../contracts/visible.js';
import { Recorder } from '../../recordings/recorder/recorder.js';
import { scenarios } from '../../recordings/recorder/session.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { OutboundHttp } from '../client/outbound-http.js';
import { assertSafeBaseUrl, assertTlsIsVerified } from '../client/base-url.js';
import type { HttpsOptions } from '../http/server-certificate.js';
import { withHttps, type LocalHttps } from '../http/with-https.js';
import { CannotRun } from '../verdict/exit-code.js';
import { Bugs, complain } from '../verdict/terminal.js';
import { Tally } from '../verdict/tally.js';
import { isGraphOrigin } from '../client/clouds.js';
import { PassingExchanges } from './passing-exchanges.js';
import { proxyAddress, RecordingProxy, type ProxyOptions } from './proxy-server.js';
import { closeRecorder, notRecorded, type RecordResult, type TrafficOptions } from './record-outcome.js';

export interface RecordProxyOptions extends TrafficOptions, HttpsOptions {
  readonly graph: string;
  readonly port: number;
  /** Takes lines for the user. */
  readonly write: (text: string) => void;
}

/** Forwards, judges and records until it should stop. @throws CannotRun, Refused or RecordingError before it listens. */
export function recordProxy(options: RecordProxyOptions, stopped: Promise<unknown>): Promise<RecordResult> {
  return withHttps(options, proxyAddress, (https) => recordThrough(options, stopped, https));
}

async function recordThrough(options: RecordProxyOptions, stopped: Promise<unknown>, https: LocalHttps | undefined): Promise<RecordResult> {
  const { folder, update, write } = options;
  const graph = originOf(options.graph);
  assertTlsIsVerified(graph, process.env);
  const outbound = new OutboundHttp(process.env);
  const proxied = outbound.proxyFor(new URL(graph));
  const recorder = await Recorder.open({ folder, update, scenario: scenarios.proxied, asItGoes: true, onStop });
  const tally = new Tally(options.failOn, { cases: options.cases });
  const passing = new PassingExchanges(tally, write, (exchange) => {
    recorder.add(exchange);
  });
  const bugs = new Bugs();
  const failed = (error: unknown): void => {
    bugs.add(error);
  };
  const { proxy, origin } = await listen(
    { graph, outbound, observer: passing, failed, certificate: https?.certificate },
    options.port,
  ).catch((error: unknown) => {
    recorder.abandon();
    throw error;
  });
  const via = proxied === undefined ? '' : ` through the proxy ${proxied.origin} (${proxied.variable})`;
  write(welcome(origin, graph + via, folder) + (https?.trust.welcome() ?? ''));
  await stopped;
  await closed(proxy);
  passing.flush();
  const judged = tally.report('record');
  const report = bugs.count === 0 ? judged : notRecorded(judged, notJudged(bugs.count));
  const refused = passing.refused.judged + passing.refused.unreadable;
  return {
    ...closeRecorder(recorder, report),
    others: tally.others,
    refused,
    lines: [...outbound.proxyProblems, ...refusedLines(passing.refused)],
  };
}

function notJudged(count: number): string {
  return `A bug in graph-contracts kept ${countOf(count, 'request')} from being judged. Please report it with the lines on stderr.`;
}

function refusedLines({ judged, unreadable, others }: PassingExchanges['refused']): string[] {
  const all = judged + unreadable + others;
  if (all === 0) return [];
  const ours = judged === 0 ? 'none was' : `${numeral(judged)} ${judged === 1 ? 'was' : 'were'}`;
  return [`${countOf(all, 'request')} did not leave this machine; of the two operations, and so judged, ${ours}.`];
}

/** Shown at once: at the end of the session it would be too late. */
function onStop(why: string): void {
  const [sentence = '', ...places] = why.split('\n');
  complain([`Recording has stopped: further requests are still forwarded and judged, but not recorded. ${sentence}`, ...places]);
}

/** A token goes to a Graph of Microsoft, or to this machine. */
function originOf(graph: string): string {
  let origin: string;
  try {
    origin = assertSafeBaseUrl(graph);
  } catch (error) {
    throw error instanceof CannotRun ? new CannotRun(`--graph cannot be used. ${error.message}`) : error;
  }
  if (!isGraphOrigin(origin)) {
    throw new CannotRun(
      '--graph is neither a Microsoft Graph nor on this machine, so no token is sent there. Give scheme and host, such as https://graph.microsoft.com.',
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

/** How many milliseconds the shutdown may take before a message gives the reason. */
const unexplained = 500;

async function closed(proxy: RecordingProxy): Promise<void> {
  const slow = setTimeout(() => {
    complain('Requests are still pending; this waits 10 seconds for their answers. Ctrl-C again ends it at once, without a report.');
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
