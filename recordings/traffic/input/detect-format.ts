import { isObject } from '../../../contracts/json-value.js';
import { operationOf } from '../../../contracts/judge/match-operation.js';
import { isBatchUrl } from '../batch.js';
import type { InputFormat } from './format.js';
import { walkJson } from './json-walk.js';

/** The format of a text. */
export interface DetectedFormat {
  readonly format: InputFormat;
  /** False if it may be a file of another tool: it is read if the user named it, and not if a search found it. */
  readonly isSure: boolean;
  /** Whether it may as well be of another format, whose content would not be judged. */
  readonly isAmbiguous?: boolean;
}

/** Detects the format of a text by the names in its beginning. Undefined for any other text. */
export function detectFormat(text: string): DetectedFormat | undefined {
  const start = text.trimStart();
  const names = new Names(start);
  if (start.startsWith('[')) return names.has(item, 'scope') ? { format: 'nock', isSure: isNock(start, names) } : undefined;
  if (!start.startsWith('{')) return undefined;
  if (names.has('log'))
    return { format: 'har', isSure: isHar(names), isAmbiguous: isHar(names) && (isPact(start, names) || isExchange(names)) };
  if (isPact(start, names)) return { format: 'pact', isSure: true, isAmbiguous: isExchange(names) };
  if (isCassette(names)) return undefined;
  const first = new Names(firstLineOf(start));
  const isSure = isExchange(first) || (first.isWhole && holdsExchange(start)) || (isExchange(names) && holdsUpdate(start));
  if (isSure || (names.has('request') && !isForeign(first) && !isForeign(names))) return { format: 'ndjson', isSure };
  return names.has('interactions') || names.has('messages') ? { format: 'pact', isSure: false } : undefined;
}

/**
 * The format of a JSON value that may hold traffic, though the beginning of its text does not show it.
 * @param isLine whether it is one of several lines: a stub, which looks like an update without its headers, is a file of its own.
 */
export function formatOfValue(value: unknown, isLine: boolean): InputFormat | undefined {
  if (Array.isArray(value)) return value.some(hasGraphScope) ? 'nock' : undefined;
  if (!isObject(value)) return undefined;
  const { consumer, provider, interactions, messages, log } = value;
  if (isObject(log) && Array.isArray(log['entries'])) return 'har';
  const lists = Array.isArray(interactions) || Array.isArray(messages);
  if (isObject(consumer) && isObject(provider) && lists) return 'pact';
  return isUpdate(value) && (isLine || hasHeaders(value)) ? 'ndjson' : undefined;
}

/** Whether a value is a nock definition. */
export function isDefinition(value: unknown): boolean {
  return isObject(value) && hasGraphScope(value) && typeof value['method'] === 'string' && typeof value['path'] === 'string';
}

function hasGraphScope(value: unknown): boolean {
  return isObject(value) && typeof value['scope'] === 'string' && /^https?:/.test(value['scope']);
}

function isUpdate({ request }: Record<string, unknown>): boolean {
  const { method, url }: Record<string, unknown> = isObject(request) ? request : {};
  if (typeof method !== 'string' || typeof url !== 'string') return false;
  return isBatchUrl(url) || operationOf({ method, url }) !== undefined;
}

/** Whether both messages have headers as plain text, and the response its status. */
function hasHeaders({ request, response }: Record<string, unknown>): boolean {
  const isPlain = (message: unknown): message is Record<string, unknown> =>
    isObject(message) && isObject(message['headers']) && Object.values(message['headers']).every((one) => typeof one === 'string');
  return isPlain(request) && isPlain(response) && typeof response['status'] === 'number';
}

/** Whether exchanges span several lines: the first one does not end on its line, and no line holds one. */
export function areSpread(text: string): boolean {
  const start = text.trimStart();
  const line = firstLineOf(start);
  return line.length < start.length && line.startsWith('{') && !new Names(line).isWhole && !holdsExchange(start);
}

/** Stands for any item of a list. */
const item = '[]';

/** The names of the members of a text, each with the names that lead to it, down to a depth of four. */
class Names {
  /** Whether the value ends within the text. */
  readonly isWhole: boolean;
  private readonly places = new Set<string>();

  /** @param text begins with an object or a list; it may be cut off, or not be JSON. */
  constructor(text: string) {
    this.isWhole = walkJson(text, (path) => {
      if (path.length <= 4) this.places.add(path.map((step) => (typeof step === 'number' ? item : step)).join('\n'));
    });
  }

  has(...names: readonly string[]): boolean {
    return this.places.has(names.join('\n'));
  }

  /** Whether a member of an object is itself an object with members. */
  holdObjects(...names: readonly string[]): boolean {
    return [...this.places].some((place) => {
      const steps = place.split('\n');
      return steps.length === names.length + 2 && names.every((name, at) => steps[at] === name) && !steps.slice(-2).includes(item);
    });
  }
}

function isNock(start: string, names: Names): boolean {
  return names.has(item, 'method') || /"scope"\s*:\s*"https?:/.test(start);
}

/** The entries may be in the missing part of a text that is cut off. */
function isHar(names: Names): boolean {
  const members = names.isWhole ? ['entries'] : ['entries', 'version', 'creator'];
  return members.some((name) => names.has('log', name));
}

/** If the interactions come first, the two parties may be beyond the beginning. */
function isPact(start: string, names: Names): boolean {
  const [consumer, provider] = [names.has('consumer'), names.has('provider')];
  const lists = names.has('interactions') || names.has('messages');
  // Parties of a pact are objects.
  if (consumer && provider && !lists) return !/"(?:consumer|provider)"\s*:\s*[^\s{]/.test(start);
  if (consumer || provider) return lists;
  return names.has('interactions', item, 'request') && names.has('interactions', item, 'response') && !isCassette(names);
}

/** The requests in cassettes of other recorders have a URL in place of a path. */
function isCassette(names: Names): boolean {
  const has = (name: string): boolean => names.has('interactions', item, 'request', name);
  return (has('uri') || has('url')) && !has('path');
}

function firstLineOf(text: string): string {
  return text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1);
}

function holdsExchange(text: string): boolean {
  return text.split('\n').some((line) => line.startsWith('{') && isExchange(new Names(line)));
}

type RequestLine = Parameters<typeof operationOf>[0];

/**
 * Whether a text names one of our operations by method and URL: other tools write stubs of anything in the same form.
 * @param isMeant whether a request is one of ours.
 */
export function holdsUpdate(text: string, isMeant = (request: RequestLine): boolean => operationOf(request) !== undefined): boolean {
  const methods = [...new Set([...text.matchAll(/"method"\s*:\s*"(\w*)"/g)].map(([, method = '']) => method))];
  const urls = [...text.matchAll(/"(?:url|path)"\s*:\s*"([^"]*)"/g)].map(([, url = '']) => url.replaceAll('\\/', '/'));
  return methods.length > 0 && urls.some((url) => methods.some((method) => isMeant({ method, url })));
}

function isExchange(names: Names): boolean {
  return names.has('request', 'method') && names.has('request', 'url') && !isForeign(names);
}

/** Members of stubs and collections: their requests and responses are not traffic. */
const foreignMembers = {
  top: ['responseDefinition', 'scenarioName', 'requiredScenarioState', 'newScenarioState', 'insertionIndex'],
  request: ['urlPath', 'urlPattern', 'urlPathPattern', 'urlPathTemplate', 'bodyPatterns'],
  response: [
    'jsonBody',
    'bodyFileName',
    'base64Body',
    'proxyBaseUrl',
    'fault',
    'transformers',
    'fixedDelayMilliseconds',
    'delayDistribution',
  ],
};

function isForeign(names: Names): boolean {
  const { top, request, response } = foreignMembers;
  return (
    top.some((name) => names.has(name)) ||
    request.some((name) => names.has('request', name)) ||
    response.some((name) => names.has('response', name)) ||
    // A header pattern, a URL in parts, a choice of responses, and a body under the name of its kind.
    names.holdObjects('request', 'headers') ||
    names.has('request', 'url', 'raw') ||
    names.has('response', item) ||
    (names.has('name') && names.has('request', 'body', 'mode'))
  );
}
