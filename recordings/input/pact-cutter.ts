import { isObject } from '../../contracts/json-value.js';
import { textOf } from './chunks.js';
import type { Item, Part } from './item.js';
import { placeOfJsonError } from '../files/json-error-place.js';
import { ListSplitter } from './list-splitter.js';
import { ReadError } from '../traffic/read-error.js';

/** The largest text in which a mistake is located, in bytes. A string cannot be much longer. */
const largestText = 256 * 1024 * 1024;

/** Cuts a pact into its interactions. It holds the whole text: most libraries write the metadata, which say how to read it, at the end. */
export class PactCutter {
  private readonly splitter = new ListSplitter(['interactions']);
  private readonly held: Buffer[] = [];
  private readonly parts: Item[][] = [];

  constructor(private readonly name: string) {}

  /** @param chunk is kept, not copied. */
  push(chunk: Buffer): void {
    this.held.push(chunk);
    const items = this.splitter.push(chunk);
    if (items.length > 0) this.parts.push(items);
  }

  /** The interactions. @throws ReadError when the text is not a pact, or not JSON outside of its interactions. */
  *end(): Generator<Part> {
    const { name, splitter } = this;
    splitter.end();
    if (splitter.broken !== undefined) {
      this.refuseInteractions(`${splitter.broken.reason} (line ${splitter.broken.line ?? 1})`);
      return;
    }
    const pact = this.parse([...this.bytes(0, splitter.listBegin), ...this.bytes(splitter.listEnd, Infinity)]);
    // JSON allows a name twice; the last one counts.
    if (pact.interactions?.length !== 0) throw new ReadError(name, 'it has two lists of interactions. Leave one.');
    const version = specificationOf(pact);
    let first = 0;
    for (const items of this.parts) {
      yield { name, format: 'pact', version, first, items };
      first += items.length;
    }
  }

  /** Only a pact of messages has no interactions. @throws ReadError for any other text: its interactions could not be cut. */
  private refuseInteractions(reason: string): void {
    const uncut = new ReadError(this.name, `its interactions cannot be read: ${reason}.`);
    const size = this.held.reduce((sum, { length }) => sum + length, 0);
    if (size > largestText || this.parse(this.held).interactions !== undefined) throw uncut;
  }

  /** @throws ReadError when the text is not a pact. */
  private parse(parts: readonly Buffer[]): Pact {
    const text = textOf(this.name, parts);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      const whole = parts === this.held ? text : textOf(this.name, this.held);
      throw new ReadError(this.name, `not valid JSON${placeOfJsonError(whole)}.`);
    }
    const missing = missingIn(value);
    if (missing.length > 0) throw new ReadError(this.name, `it is no pact: it lacks ${missing.join(' and ')}.`);
    return value as Pact;
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

interface Pact {
  /** Undefined in a pact of messages. */
  readonly interactions?: readonly unknown[];
  readonly metadata?: unknown;
}

function missingIn(value: unknown): string[] {
  const { consumer, provider, interactions, messages }: Readonly<Record<string, unknown>> = isObject(value) ? value : {};
  const hasList = Array.isArray(interactions) || (interactions === undefined && Array.isArray(messages));
  return [
    ...(isObject(consumer) ? [] : ['a consumer']),
    ...(isObject(provider) ? [] : ['a provider']),
    ...(hasList ? [] : ['a list of interactions']),
  ];
}

/** The version of the specification, which libraries have written in three places; empty without one. */
function specificationOf({ metadata }: Pact): string {
  if (!isObject(metadata)) return '';
  const { pactSpecification, pactSpecificationVersion, 'pact-specification': older } = metadata;
  const versions = [pactSpecification, older].map((place) => (isObject(place) ? place['version'] : undefined));
  return [...versions, pactSpecificationVersion].find((version) => typeof version === 'string') ?? '';
}
