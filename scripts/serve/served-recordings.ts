import { countOf } from '../../contracts/count-of.js';
import { headerOf, type Source } from '../../contracts/judge/exchange.js';
import { ClientRecordings } from '../../recordings/replay/client-recordings.js';
import { loadRecordings } from '../../recordings/replay/load-recordings.js';
import type { RecordedExchange } from '../../recordings/replay/recorded-exchange.js';
import { ReadError } from '../../recordings/traffic/read-error.js';
import { CannotRun } from '../verdict/exit-code.js';
import type { StaleRecording } from '../verdict/report.js';
import { StaleRecordings } from '../verdict/recordings-report.js';
import { errorReply, type JudgedRequest, type Reply } from './reply.js';

/** The header that marks an answer as recorded, as the emulator's, or as missing. */
const mark = 'x-graph-contracts';

/** The status for a request that was not recorded. Graph never sends it, so no client retries it or mistakes it for an outage. */
const noRecordingStatus = 418;

const idsHint = 'With --own-ids, the ids of a client stand for the recorded ones.';

/** The recordings that a server answers from. */
export class ServedRecordings {
  private readonly recordings: ClientRecordings;

  /**
   * @param now in milliseconds since 1970.
   * @param ownIds whether clients may send other ids than the recorded ones.
   */
  constructor(
    readonly exchanges: readonly RecordedExchange[],
    private readonly now: number,
    ownIds = false,
  ) {
    this.recordings = new ClientRecordings(exchanges, 'last', ownIds);
  }

  /** @throws CannotRun if a file cannot be read, or there are no recordings. */
  static load(paths: readonly string[], now: number, ownIds = false): ServedRecordings {
    try {
      const exchanges = loadRecordings(paths);
      if (exchanges.length > 0) return new ServedRecordings(exchanges, now, ownIds);
    } catch (error) {
      throw error instanceof ReadError ? new CannotRun(error.sentences) : error;
    }
    throw new CannotRun(`There are no recordings in ${paths.join(', ')}. Name a file or a folder with recordings.`);
  }

  /** @param fallback answers requests that were not recorded. Default: an error that names the nearest recording. */
  answer(judged: JudgedRequest, fallback?: (judged: JudgedRequest) => Reply): Reply {
    const { method, url, headers = {}, body } = judged.request;
    const sent = { method, url, contentType: headerOf(headers, 'content-type'), body: body ?? undefined };
    const exchange = this.recordings.take(sent);
    if (exchange !== undefined) return this.recordedReply(exchange);
    if (fallback !== undefined) return marked(fallback(judged), 'fallback');
    const message = this.recordings.whyNone(sent, idsHint);
    const reply = errorReply(noRecordingStatus, 'NoRecording', message);
    return { ...marked(reply, 'no-recording'), statusText: 'No recording', unanswered: message };
  }

  /** Those that are stale. Slow, so called once, at the end. */
  stale(): readonly StaleRecording[] {
    const stale = new StaleRecordings({ now: this.now });
    for (const { source, recorded, path } of this.exchanges) if (recorded !== undefined) stale.add(source.file, path, recorded);
    return stale.all;
  }

  unused(): Source[] {
    return this.recordings.unused().map(({ source }) => source);
  }

  welcome(origin: string, fallback: boolean): string {
    const files = new Set(this.exchanges.map(({ source }) => source.file)).size;
    return [
      `Recordings, not Microsoft Graph, on ${origin}: ${countOf(this.exchanges.length, 'exchange')} of ${countOf(files, 'file')}.\n`,
      fallback
        ? 'The emulator answers what was not recorded.\n'
        : 'A request that was not recorded is answered 418, with the nearest one.\n',
      'Ctrl-C stops it.\n',
    ].join('');
  }

  private recordedReply(exchange: RecordedExchange): Reply {
    if (exchange.failure !== undefined) return { status: 0, headers: {}, drop: true };
    const { status, headers, body } = this.recordings.sent(exchange);
    const hasBody = status >= 200 && status !== 204 && status !== 304;
    return marked({ status, headers, body: hasBody ? body : undefined }, 'recorded');
  }
}

function marked(reply: Reply, is: string): Reply {
  return { ...reply, headers: { ...reply.headers, [mark]: is } };
}
