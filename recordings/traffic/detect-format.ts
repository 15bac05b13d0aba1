import { isObject } from '../../contracts/json-value.js';
import { isOtherOperation, matchOperation } from '../../contracts/judge/match-operation.js';
import type { InputFormat } from './format.js';
import { item, namesIn, type Names } from './names-in.js';

/** The format of a text. */
export interface DetectedFormat {
  readonly format: InputFormat;
  /** False when it may be a file of another tool: a file that the user named is read, one that a search found is not. */
  readonly isSure: boolean;
  /** True when it is of another format as surely: what that one holds would not be judged. */
  readonly isAmbiguous?: boolean;
}

/** Tells the format of a text by the names in its first part. Undefined when they are those of none. */
export function detectFormat(text: string): DetectedFormat | undefined {
  const start = text.trimStart();
  const names = namesIn(start);
  if (start.startsWith('[')) return names.has(item, 'scope') ? { format: 'nock', isSure: isNock(start, names) } : undefined;
  if (!start.startsWith('{')) return undefined;
  if (names.has('log'))
    return { format: 'har', isSure: isHar(names), isAmbiguous: isHar(names) && (isPact(start, names) || isExchange(names)) };
  if (isPact(start, names)) return { format: 'pact', isSure: true, isAmbiguous: isExchange(names) };
  if (isCassette(names)) return undefined;
  const first = namesIn(firstLineOf(start));
  const isSure = isExchange(first) || (first.isWhole && holdsExchange(start)) || (isExchange(names) && holdsUpdate(start));
  if (isSure || (names.has('request') && !isForeign(first) && !isForeign(names))) return { format: 'ndjson', isSure };
  return names.has('interactions') || names.has('messages') ? { format: 'pact', isSure: false } : undefined;
}

/** The format of a JSON value that can be of no other kind, wherever in the text its names stand. */
export function formatOfValue(value: unknown): InputFormat | undefined {
  if (Array.isArray(value)) {
    return value.some((one) => isObject(one) && typeof one['scope'] === 'string' && /^https?:/.test(one['scope'])) ? 'nock' : undefined;
  }
  if (!isObject(value)) return undefined;
  const { consumer, provider, interactions, messages, log } = value;
  if (isObject(log) && Array.isArray(log['entries'])) return 'har';
  const lists = Array.isArray(interactions) || Array.isArray(messages);
  return isObject(consumer) && isObject(provider) && lists ? 'pact' : undefined;
}

/** Whether the exchanges of a text stand over several lines: its first one does not end in its line, and no line holds one. */
export function areSpread(text: string): boolean {
  const start = text.trimStart();
  const line = firstLineOf(start);
  return line.length < start.length && line.startsWith('{') && !namesIn(line).isWhole && !holdsExchange(start);
}

function isNock(start: string, names: Names): boolean {
  return names.has(item, 'method') || /"scope"\s*:\s*"https?:/.test(start);
}

/** Where the text is cut off, its entries may stand further behind. */
function isHar(names: Names): boolean {
  const told = names.isWhole ? ['entries'] : ['entries', 'version', 'creator'];
  return told.some((name) => names.has('log', name));
}

/** Where the interactions come first, the two parties may stand too far behind to be seen. */
function isPact(start: string, names: Names): boolean {
  const [consumer, provider] = [names.has('consumer'), names.has('provider')];
  const lists = names.has('interactions') || names.has('messages');
  // Parties that are no objects are those of something else.
  if (consumer && provider && !lists) return !/"(?:consumer|provider)"\s*:\s*[^\s{]/.test(start);
  if (consumer || provider) return lists;
  return names.has('interactions', item, 'request') && names.has('interactions', item, 'response') && !isCassette(names);
}

/** Cassettes of other recorders have interactions too, whose requests have a whole URL in place of a path. */
function isCassette(names: Names): boolean {
  const has = (name: string): boolean => names.has('interactions', item, 'request', name);
  return (has('uri') || has('url')) && !has('path');
}

function firstLineOf(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

/** Whether any line is an exchange. */
function holdsExchange(text: string): boolean {
  return text.split('\n').some((line) => line.startsWith('{') && isExchange(namesIn(line)));
}

/** Whether a text names an operation of ours, by its method and its path: other tools write stubs of anything in the same form. */
function holdsUpdate(text: string): boolean {
  return (
    [...text.matchAll(/"method"\s*:\s*"(\w*)"/g)].some(([, method = '']) => !isOtherOperation(method.toUpperCase())) &&
    [...text.matchAll(/"url"\s*:\s*"([^"]*)"/g)].some(([, url = '']) => matchOperation(url.replaceAll('\\/', '/')) !== undefined)
  );
}

function isExchange(names: Names): boolean {
  return names.has('request', 'method') && names.has('request', 'url') && !isForeign(names);
}

/** Members of stubs and of collections: what a mock server matches and answers, and what a client is to send, has not taken place. */
const foreignMembers: Readonly<Record<'top' | 'request' | 'response', readonly string[]>> = {
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
    // A header that is matched, a URL in parts, answers to choose from, and a body under the name of its kind.
    names.holdObjects('request', 'headers') ||
    names.has('request', 'url', 'raw') ||
    names.has('response', item) ||
    (names.has('name') && names.has('request', 'body', 'mode'))
  );
}
