import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { headerOf, type Exchange } from '../../contracts/judge/exchange.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import { settableWords } from '../../contracts/settable-words.js';
import { nestsTooDeep, RedactionError, Redactor, redactionVersion } from '../redaction/redactor.js';
import { assertNothingSecret, SecretFoundError, suspicionsIn, type FileText } from '../scan/assert-nothing-secret.js';
import { RawTraffic } from '../scan/raw-traffic.js';
import { emulatedBy, graphOrigins, isOfGraph } from '../traffic/hosts.js';
import { toDefinition } from './to-definition.js';
import { byMoment, type Origin, type RecordedDefinition } from '../traffic/recording.js';
import { ExchangeLimit } from './exchange-limit.js';
import { groupExchanges, nameOfFile, type Entry } from './group-exchanges.js';
import { nameExchange } from './name-exchange.js';
import { definitionText, fileText } from './recording-text.js';

/** The built-in scenarios. The scan lets their words pass. */
export const scenarios = {
  drift: `each assignment is updated with its own ${settableWords(contracts)}`,
  probe: `one assignment is updated with its own ${settableWords(contracts)}, once`,
  imported: 'imported from a capture',
  proxied: 'recorded by the proxy',
  inProcess: 'recorded in process',
} as const;

export interface SessionOptions {
  /** A short description, for every exchange. */
  readonly scenario: string;
  /** Known secrets: tokens, and ids and names from the configuration. */
  readonly secrets?: readonly string[] | undefined;
  /** The most exchanges of one operation with the same outcome. By default 1,000. */
  readonly most?: number | undefined;
}

/** Exchanges of one recording, redacted as they come. Raw traffic never leaves the memory. */
export class Session {
  readonly limit: ExchangeLimit;

  /** In the order in which they came; captures may give them in any. */
  private readonly entries: Entry[] = [];
  private readonly redactor: Redactor;
  private readonly raw: RawTraffic;
  private readonly timestamps = new UniqueTimestamps();

  constructor(private readonly options: SessionOptions) {
    const { secrets = [], most } = options;
    this.redactor = new Redactor(secrets);
    this.raw = new RawTraffic(secrets);
    this.limit = new ExchangeLimit(most);
  }

  get size(): number {
    return this.entries.length;
  }

  /**
   * Redacts an exchange, and keeps it.
   * @param scan whether to scan it at once, because it is about to be written. If false, `assertClean` scans it.
   * @throws RedactionError if it cannot be redacted; SecretFoundError if the result still resembles a secret. Then it is not kept.
   */
  add(exchange: Exchange, when = new Date(), scan = false): void {
    safely(() => {
      if (nestsTooDeep(exchange.request.body) || nestsTooDeep(exchange.response?.body)) throw new RedactionError();
      this.raw.remember(exchange);
      const entry = this.entryOf(exchange, this.redactor.redact(exchange), when.getTime());
      if (entry === undefined) return;
      if (scan) assertNothingSecret([{ file: nameOfFile(entry), text: fileText([entry.text]) }], this.raw);
      this.entries.push(entry);
    });
  }

  /** The exchanges of each file, by its name below the folder. */
  grouped(): ReadonlyMap<string, readonly Entry[]> {
    return groupExchanges(this.entries.toSorted(byMoment));
  }

  /** The recordings, by their names below the folder. */
  files(): ReadonlyMap<string, readonly RecordedDefinition[]> {
    return new Map([...this.grouped()].map(([file, entries]) => [file, entries.map(({ definition }) => definition)]));
  }

  /**
   * Scans everything again: a later exchange may have shown that something in an earlier one is a secret.
   * @throws SecretFoundError; RedactionError if something nests too deep to be scanned.
   */
  assertClean(): void {
    safely(() => {
      assertNothingSecret([...this.grouped()].map(textOf), this.raw);
    });
  }

  /** The names of the files that resemble a secret, by everything known so far. */
  uncleanOf(files: ReadonlyMap<string, readonly Entry[]>): readonly string[] {
    return [...files].filter((file) => suspicionsIn(textOf(file), this.raw).length > 0).map(([file]) => file);
  }

  private entryOf(exchange: Exchange, redacted: Exchange, when: number): Entry | undefined {
    const match = matchOperation(redacted.request.url);
    if (match?.version === undefined) return undefined;
    const time = this.timestamps.next(when);
    const recorded = {
      when: new Date(time).toISOString(),
      origin: originOf(exchange),
      apiVersion: match.version,
      contract: match.contract.hash,
      redaction: redactionVersion,
      scenario: this.options.scenario,
    };
    // Other servers replace Graph: their names are placeholders now, and their ports change.
    const standsFor = isOfGraph(originIn(redacted.request.url)) ? undefined : graphOrigins.global;
    const definition = toDefinition(redacted, recorded, standsFor);
    return {
      operation: match.contract.name,
      name: nameExchange(redacted, match.contract),
      definition,
      time,
      text: definitionText(definition),
    };
  }
}

function textOf([file, entries]: readonly [string, readonly Entry[]]): FileText {
  return { file, text: fileText(entries.map(({ text }) => text)) };
}

/**
 * `live` only for Microsoft's Graph and an answer with a request id: mocks, replays and made-up files seldom have one. The emulator marks its
 * answers.
 */
export function originOf({ request, response }: Exchange): Origin {
  const has = (header: string): boolean => headerOf(response?.headers ?? {}, header) !== undefined;
  return isOfGraph(originIn(request.url)) && has('request-id') && !has(emulatedBy) ? 'live' : 'emulator';
}

/** Hides all errors but those of the scan, since they may quote the traffic. */
function safely(act: () => void): void {
  try {
    act();
  } catch (error) {
    throw error instanceof SecretFoundError ? error : new RedactionError();
  }
}

/** Empty for a URL without a host. */
function originIn(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}

/** Gives every exchange a time of its own, since replays of several files follow the order of time. */
class UniqueTimestamps {
  /** A later time to try, for each time that is taken. */
  private readonly later = new Map<number, number>();

  /** The given time, or the next free millisecond. */
  next(given: number): number {
    let free = given;
    while (this.later.has(free)) free = this.later.get(free) ?? free;
    this.later.set(given, free + 1).set(free, free + 1);
    return free;
  }
}
