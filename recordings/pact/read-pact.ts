import type { Headers } from '../../contracts/judge/exchange.js';
import type { BodyRule, Interaction, MessageRules } from '../../contracts/judge/expectation/interaction.js';
import { isObject } from '../../contracts/json-value.js';
import { ReadError } from '../read-error.js';
import { InteractionLines, InteractionSource } from './interaction-source.js';
import { readBody } from './read-body.js';
import { mediaTypeOf, readHeaders } from './read-headers.js';
import { readRules } from './read-rules.js';
import { withoutTerms } from './ruby-terms.js';

/** A pact; one of messages only, as version 3 has it, has no interactions. */
export interface PactFile {
  readonly interactions?: readonly unknown[];
  readonly metadata?: unknown;
}

/** True for a JSON value that can only be a pact file. */
export function isPactFile(value: unknown): value is Record<string, unknown> & PactFile {
  if (!isObject(value) || !isObject(value['consumer']) || !isObject(value['provider'])) return false;
  return Array.isArray(value['interactions']) || (value['interactions'] === undefined && Array.isArray(value['messages']));
}

/**
 * Reads the interactions of a pact, one after the other: the request that the consumer sends, and the response that it relies on, by their
 * examples and their rules. Messages have no HTTP exchange, and are passed over.
 * @param text the text of the file, in which the line of an interaction is counted when it is needed.
 * @throws ReadError after all others, when there are interactions that cannot be read.
 */
export function* readPact(file: string, pact: PactFile, text?: string): Generator<Interaction, void, undefined> {
  const interactions = pact.interactions ?? [];
  const version = versionOf(pact.metadata);
  const lines = text === undefined ? undefined : new InteractionLines(text);
  const unreadable: string[] = [];
  for (let index = 0; index < interactions.length; index += 1) {
    const read = readInteraction(interactions[index], version, (description) => {
      return new InteractionSource(file, index, description ?? `interaction ${String(index + 1)}`, lines);
    });
    if (typeof read === 'string') unreadable.push(`interaction ${String(index + 1)}${read}`);
    else if (read !== undefined) yield read;
  }
  const [first, ...others] = unreadable;
  if (first === undefined) return;
  throw new ReadError(file, others.length === 0 ? first : `${first}; and ${String(others.length)} more that cannot be read`);
}

/** Undefined for what is no HTTP exchange; a text that says what is wrong. */
function readInteraction(
  interaction: unknown,
  version: string,
  source: (description: string | undefined) => InteractionSource,
): Interaction | string | undefined {
  if (!isObject(interaction)) return ' is not an object';
  const { type, description } = interaction;
  if (typeof type === 'string' && type !== 'Synchronous/HTTP') return undefined;
  if (!isObject(interaction['request']) || !isObject(interaction['response'])) return ' has no request or no response';
  const request = readMessage(interaction['request'], version);
  const response = readMessage(interaction['response'], version);
  const { method, path } = request.raw;
  const status = response.raw['status'] ?? 200;
  if (typeof method !== 'string' || typeof path !== 'string' || typeof status !== 'number') {
    return ': "method" and "path" must be strings, "status" a number';
  }
  const rules = rulesOf(request.rules, response.rules);
  return {
    request: { method, url: path, headers: request.headers, body: request.body },
    response: { status, headers: response.headers, body: response.body },
    ...(rules === undefined ? {} : { rules }),
    source: source(typeof description === 'string' ? description : undefined),
  };
}

function rulesOf(request: MessageRules | undefined, response: MessageRules | undefined): Interaction['rules'] {
  if (request === undefined && response === undefined) return undefined;
  return { ...(request === undefined ? {} : { request }), ...(response === undefined ? {} : { response }) };
}

interface Message {
  readonly raw: Record<string, unknown>;
  readonly headers: Headers;
  readonly body: unknown;
  readonly rules: MessageRules | undefined;
}

function readMessage(written: Record<string, unknown>, version: string): Message {
  const terms: BodyRule[] = [];
  // Only before version 2 may a matcher stand among the values.
  const raw = /^[01]\b/.test(version) ? (withoutTerms(written, terms) as Record<string, unknown>) : written;
  const wrapped = !/^[0-3]\b/.test(version);
  const headers = readHeaders(raw['headers'], wrapped ? mediaTypeOf(raw['body']) : undefined);
  const body = readBody(raw['body'], wrapped);
  const rules = terms.length > 0 ? rulesOfTerms(terms) : readRules(raw['matchingRules'], raw['generators']);
  return { raw, headers, body, rules };
}

function rulesOfTerms(terms: readonly BodyRule[]): MessageRules {
  const inside = (part: string): BodyRule[] =>
    terms.filter(({ path }) => path[0] === part).map((rule) => ({ ...rule, path: rule.path.slice(1) }));
  const headers = inside('headers').flatMap(({ path: [name], list }) =>
    typeof name === 'string' ? [[name.toLowerCase(), list] as const] : [],
  );
  return { body: inside('body'), headers: new Map(headers) };
}

/** The version of the specification, empty if the pact does not say. Libraries have written it in three places. */
function versionOf(metadata: unknown): string {
  if (!isObject(metadata)) return '';
  const { pactSpecification, pactSpecificationVersion } = metadata;
  const older = metadata['pact-specification'];
  const found = [pactSpecification, older].map((place) => (isObject(place) ? place['version'] : undefined));
  return [...found, pactSpecificationVersion].find((version) => typeof version === 'string') ?? '';
}
