import { isOtherOperation } from '../../../contracts/judge/judge.js';
import { matchOperation } from '../../../contracts/judge/match-operation.js';
import { isBatchUrl } from '../batch.js';
import type { Item } from './list-splitter.js';

/** How much of an item is searched, in bytes. */
const searched = 64 * 1024;

/**
 * The method and the URL of an item that cannot be read, if they can, and are those of another operation: such an item hides nothing. A batch may hold any
 * operation.
 */
export function otherOperationIn({ bytes }: Item): { readonly method: string; readonly url: string } | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, searched)).toString('utf8');
  const request = text.slice(Math.max(0, text.search(/"request"\s*:\s*\{/)));
  const method = stringIn(request, 'method');
  const url = stringIn(request, 'url') ?? stringIn(request, 'path');
  if (method === undefined || url === undefined || isBatchUrl(url)) return undefined;
  return matchOperation(url) === undefined || isOtherOperation(method.toUpperCase()) ? { method, url } : undefined;
}

/** The first string of that name; undefined for one that is cut off. */
function stringIn(text: string, name: string): string | undefined {
  const [, written] = new RegExp(`"${name}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`).exec(text) ?? [];
  if (written === undefined) return undefined;
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return undefined;
  }
}
