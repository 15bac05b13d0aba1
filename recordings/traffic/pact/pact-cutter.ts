import { isObject } from '../../../contracts/json-value.js';
import { textOf } from '../chunks.js';
import { ListError, ListSplitter, type Item } from '../list-splitter.js';
import type { PactPart } from '../part.js';
import { placeOfJsonError } from '../json-error-place.js';
import { ReadError } from '../read-error.js';
import { specificationOf } from './specification.js';

/** The largest text that is looked at as a whole, to say what is wrong with it, in bytes. A string cannot be much longer. */
const largestText = 256 * 1024 * 1024;

/**
 * Cuts a pact into its interactions, and parses none of them. How they are to be read, the metadata tells, which most libraries write behind
 * them: so they are held until all of the text is there.
 */
export class PactCutter {
  private readonly splitter = new ListSplitter(['interactions']);
  private readonly held: Buffer[] = [];
  private readonly parts: Item[][] = [];
  private broken: ListError | undefined;

  constructor(private readonly name: string) {}

  /** Takes the next part of the text, and keeps it. */
  push(chunk: Buffer): void {
    this.held.push(chunk);
    const items: Item[] = [];
    this.attempt(() => {
      this.splitter.push(chunk, (item) => items.push(item));
    });
    if (items.length > 0) this.parts.push(items);
  }

  /** The interactions. @throws ReadError when the text is no JSON but for them, or no pact. */
  *end(): Generator<PactPart> {
    this.attempt(() => {
      this.splitter.end();
    });
    if (this.broken !== undefined) {
      this.endWithoutList(this.broken);
      return;
    }
    const { name } = this;
    const version = specificationOf(this.outline());
    let first = 0;
    for (const items of this.parts) {
      yield { name, format: 'pact', version, first, items };
      first += items.length;
    }
  }

  private attempt(cut: () => void): void {
    if (this.broken !== undefined) return;
    try {
      cut();
    } catch (error) {
      if (!(error instanceof ListError)) throw error;
      this.broken = error;
    }
  }

  /** The pact without its interactions. */
  private outline(): Pact {
    const { listBegin, listEnd } = this.splitter;
    const before = this.bytes(0, listBegin);
    const pact = this.parse([...before, ...this.bytes(listEnd, Infinity)]);
    if (!isPact(pact)) throw this.noPact(pact);
    // JSON lets a name stand twice, and the last one count.
    if (pact.interactions?.length !== 0) throw new ReadError(this.name, 'it has two lists of interactions. Leave one.');
    return pact;
  }

  /** A pact of messages only has no interactions. Any other text is broken, or has interactions that cannot be cut: then none may be passed over. */
  private endWithoutList({ reason, line }: ListError): void {
    const uncut = new ReadError(this.name, `its interactions cannot be read: ${reason} (line ${line}).`);
    const size = this.held.reduce((sum, { length }) => sum + length, 0);
    if (size > largestText) throw uncut;
    const pact = this.parse(this.held);
    if (!isPact(pact)) throw this.noPact(pact);
    if (pact.interactions !== undefined) throw uncut;
  }

  private parse(parts: readonly Buffer[]): unknown {
    const text = textOf(this.name, parts);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      const whole = parts === this.held ? text : textOf(this.name, this.held);
      throw new ReadError(this.name, `not valid JSON${placeOfJsonError(whole)}.`);
    }
  }

  private noPact(value: unknown): ReadError {
    return new ReadError(this.name, `it is no pact: it lacks ${missingIn(value).join(' and ')}.`);
  }

  private bytes(from: number, to: number): Buffer[] {
    let begin = 0;
    return this.held.map((chunk) => {
      const part = chunk.subarray(Math.max(0, from - begin), Math.max(0, to - begin));
      begin += chunk.length;
      return part;
    });
  }
}

/** A pact; one of messages only, as version 3 has it, has no interactions. */
interface Pact {
  readonly interactions?: readonly unknown[];
  readonly metadata?: unknown;
}

function isPact(value: unknown): value is Pact {
  return missingIn(value).length === 0;
}

/** What a pact has, and a value has not. */
function missingIn(value: unknown): string[] {
  const { consumer, provider, interactions, messages }: Readonly<Record<string, unknown>> = isObject(value) ? value : {};
  const hasList = Array.isArray(interactions) || (interactions === undefined && Array.isArray(messages));
  return [
    ...(isObject(consumer) ? [] : ['a consumer']),
    ...(isObject(provider) ? [] : ['a provider']),
    ...(hasList ? [] : ['a list of interactions']),
  ];
}
