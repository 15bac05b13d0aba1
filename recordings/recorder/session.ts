import { matchOperation } from '../../contracts/judge/match-operation.js';
import { emulatedBy } from '../traffic/emulated-by.js';
import { graphOrigins, isOfGraph } from '../traffic/hosts.js';
import { headerOf, type Exchange } from '../../contracts/judge/exchange.js';
import { toDefinition } from '../traffic/nock/to-definition.js';
import { placeInOrder } from '../traffic/order-of-recording.js';
import type { Origin, RecordedDefinition } from '../traffic/recording.js';
import { nestsTooDeep } from '../redaction/nests-too-deep.js';
import { RedactionError } from '../redaction/redaction-error.js';
import { Redactor, redactionVersion } from '../redaction/redactor.js';
import { assertNothingSecret, SecretFoundError, suspicionsIn, type FileText } from '../scan/assert-nothing-secret.js';
import { RawTraffic } from '../scan/raw-traffic.js';
import { Enough } from './enough.js';
import type { LeftOut } from './left-out.js';
import { groupExchanges, type Entry } from './group-exchanges.js';
import { nameExchange } from './name-exchange.js';
import { definitionText, fileText } from './recording-text.js';

export interface SessionOptions {
  /** What was done, in a few words: it stands in every exchange. */
  readonly scenario: string;
  /** What this session knows to be secret: its tokens, and ids and names from its configuration. */
  readonly secrets?: readonly string[] | undefined;
  /** The most exchanges of one operation with the same outcome. 1,000 unless told. */
  readonly most?: number | undefined;
}

/** Exchanges of one recording, redacted as they come. What is raw stays in memory, and only in there. */
export class Session {
  /** In the order of their moments: captures may come in any other. */
  private readonly entries: Entry[] = [];
  private groups: ReadonlyMap<string, readonly Entry[]> | undefined;
  private readonly enough: Enough;
  private readonly redactor: Redactor;
  private readonly raw: RawTraffic;
  private readonly moments = new Moments();

  constructor(private readonly options: SessionOptions) {
    const { secrets = [] } = options;
    this.redactor = new Redactor({ texts: secrets });
    this.raw = new RawTraffic(secrets);
    this.enough = new Enough(options.most);
  }

  get size(): number {
    return this.entries.length;
  }

  /** Knows what was left out. */
  get leftOut(): LeftOut {
    return this.enough;
  }

  /** Whether an exchange would be kept. One that is not, because there are enough of its kind, is counted. */
  wants(exchange: Exchange): boolean {
    return this.enough.wants(exchange);
  }

  /**
   * Adds an exchange that is wanted.
   * @param when it took place; now, unless told.
   * @param scan whether to scan it at once, because it is about to be written. Unless so, `assertClean` does in the end, when nobody waits for it.
   * @throws RedactionError when it cannot be redacted; SecretFoundError when something of it still resembles a secret. Then it is not kept.
   */
  add(exchange: Exchange, when = new Date(), scan = false): void {
    try {
      this.addWanted(exchange, when, scan);
    } catch (error) {
      throw forUser(error);
    }
  }

  /** What belongs into each file, by its name below the folder; the same map as before when nothing came since. */
  grouped(): ReadonlyMap<string, readonly Entry[]> {
    return (this.groups ??= groupExchanges(this.entries));
  }

  /** The files, by their names below the folder. */
  files(): ReadonlyMap<string, readonly RecordedDefinition[]> {
    return new Map([...this.grouped()].map(([file, entries]) => [file, entries.map(({ definition }) => definition)]));
  }

  /**
   * Scans everything once more: what came later may have shown that something before it was a secret.
   * @throws SecretFoundError; RedactionError when something is nested too deep to be scanned.
   */
  assertClean(): void {
    try {
      assertNothingSecret([...this.grouped()].map(textOf), this.raw);
    } catch (error) {
      throw forUser(error);
    }
  }

  /** Of files with exchanges of this session those that resemble a secret, by all that is known by now. */
  uncleanOf(files: ReadonlyMap<string, readonly Entry[]>): readonly string[] {
    return [...files].filter((file) => suspicionsIn(textOf(file), this.raw).length > 0).map(([file]) => file);
  }

  private addWanted(exchange: Exchange, when: Date, scan: boolean): void {
    if (nestsTooDeep(exchange.request.body) || nestsTooDeep(exchange.response?.body)) throw new RedactionError();
    this.raw.remember(exchange);
    const redacted = this.redactor.redact(exchange);
    const match = matchOperation(redacted.request.url);
    if (match?.version === undefined) return;
    const moment = this.moments.free(when);
    const definition = toDefinition(
      redacted,
      {
        when: moment.toISOString(),
        origin: originOf(exchange),
        apiVersion: match.version,
        contract: match.contract.hash,
        redaction: redactionVersion,
        scenario: this.options.scenario,
      },
      // Whatever else answered stood for Graph, and so does what was recorded of it: its name is a placeholder by now, and its port another one each time.
      isOfGraph(originIn(redacted.request.url)) ? undefined : graphOrigins.global,
    );
    const entry: Entry = {
      operation: match.contract.name,
      name: nameExchange(redacted),
      definition,
      moment: moment.getTime(),
      text: definitionText(definition),
    };
    if (scan) assertNothingSecret([{ file: `${entry.operation}/${entry.name}.json`, text: fileText([entry.text]) }], this.raw);
    this.entries.splice(placeInOrder(this.entries, entry), 0, entry);
    this.groups = undefined;
  }
}

function textOf([file, entries]: readonly [string, readonly Entry[]]): FileText {
  return { file, text: fileText(entries.map(({ text }) => text)) };
}

/**
 * `live` only if a Graph of Microsoft was asked, and the answer has what every answer of Graph has: an id of its own. What a mock, a replay, or somebody who
 * made a file up, gives in its place seldom has; and the emulator says what it is.
 */
function originOf({ request, response }: Exchange): Origin {
  const has = (header: string): boolean => headerOf(response?.headers ?? {}, header) !== undefined;
  return isOfGraph(originIn(request.url)) && has('request-id') && !has(emulatedBy) ? 'live' : 'emulator';
}

/** Of any other error, nobody knows what it quotes. */
function forUser(error: unknown): SecretFoundError | RedactionError {
  return error instanceof SecretFoundError ? error : new RedactionError();
}

/** Empty for what has no host, such as a path alone. */
function originIn(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}

/**
 * Sees to it that no two exchanges of a recording have the same moment: what stands in several files is replayed in the order of their moments. Captures
 * may come in any order, and each keeps its own.
 */
class Moments {
  private readonly taken = new Set<number>();
  private readonly next = new Map<number, number>();

  /** The moment itself, or the first one behind it that is free, in milliseconds. */
  free(asked: Date): Date {
    let moment = this.next.get(asked.getTime()) ?? asked.getTime();
    while (this.taken.has(moment)) moment += 1;
    this.taken.add(moment);
    this.next.set(asked.getTime(), moment + 1);
    return new Date(moment);
  }
}
