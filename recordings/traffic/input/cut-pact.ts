import { isObject } from '../../../contracts/json-value.js';
import { placeOfJsonError } from '../../files/json-error-place.js';
import { ReadError } from '../read-error.js';
import { textOf } from './chunks.js';
import type { Part } from './item.js';
import { ListSplitter } from './list-splitter.js';

/** The largest text in which a mistake is located, in bytes. A string cannot be much longer. */
const largestText = 256 * 1024 * 1024;

/**
 * Cuts a pact into its interactions. It takes the whole text: most libraries write the metadata, which say how to read it, at the end.
 * @throws ReadError when the text is not a pact, or not JSON outside of its interactions.
 */
export function* cutPact(name: string, chunks: readonly Buffer[]): Generator<Part> {
  const splitter = new ListSplitter(['interactions']);
  const groups = chunks.map((chunk) => splitter.push(chunk));
  splitter.end();
  if (splitter.broken !== undefined) {
    // Only a pact of messages has no interactions.
    const size = chunks.reduce((sum, { length }) => sum + length, 0);
    if (size > largestText || parsePact(name, chunks, chunks).interactions !== undefined)
      throw new ReadError(name, `its interactions cannot be read: ${splitter.broken.reason} (line ${splitter.broken.line ?? 1}).`);
    return;
  }
  const outside = [...bytesOf(chunks, 0, splitter.listBegin), ...bytesOf(chunks, splitter.listEnd, Infinity)];
  const pact = parsePact(name, outside, chunks);
  // JSON allows a name twice; the last one counts.
  if (pact.interactions?.length !== 0) throw new ReadError(name, 'it has two lists of interactions. Leave one.');
  const version = specificationOf(pact);
  let first = 0;
  for (const items of groups) {
    yield { name, format: 'pact', version, first, items };
    first += items.length;
  }
}

function bytesOf(chunks: readonly Buffer[], from: number, to: number): Buffer[] {
  let begin = 0;
  return chunks.map((chunk) => {
    const part = chunk.subarray(Math.max(0, from - begin), Math.max(0, to - begin));
    begin += chunk.length;
    return part;
  });
}

interface Pact {
  /** Undefined in a pact of messages. */
  readonly interactions?: readonly unknown[];
  readonly metadata?: unknown;
}

/** @param whole the text in which a mistake is located. @throws ReadError when the parts together are not a pact. */
function parsePact(name: string, parts: readonly Buffer[], whole: readonly Buffer[]): Pact {
  const text = textOf(name, parts);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ReadError(name, `not valid JSON${placeOfJsonError(parts === whole ? text : textOf(name, whole))}.`);
  }
  const missing = missingIn(value);
  if (missing.length > 0) throw new ReadError(name, `not a pact: it lacks ${missing.join(' and ')}.`);
  return value as Pact;
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
