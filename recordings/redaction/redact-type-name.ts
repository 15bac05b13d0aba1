import type { Memory } from './memory.js';
import { looksLikeName } from './redact-name.js';
import { textPlaceholder } from './placeholders.js';
import { isNearTypeName } from './public-vocabulary.js';
import { knownShareOf } from './words-of-names.js';

/** In another case it is the same namespace: the judge takes a type in it for a known one that is miswritten. */
const namespace = /^(#?microsoft\.graph\.)(.+)$/is;

/**
 * Replaces the name of a type if it may hold a secret. One that nobody knows stays when it is made of public words, for it is the finding;
 * otherwise what takes its place is a type that nobody knows, in the same namespace.
 */
export function redactTypeName(memory: Memory, written: string, isKnownSecret: (text: string) => boolean): string {
  const [, ofGraph, name] = namespace.exec(written) ?? [];
  if (ofGraph !== undefined && name !== undefined) {
    const isPublic = (isNearTypeName(name) || isOfPublicNames(name)) && !isKnownSecret(name);
    return isPublic ? written : `${ofGraph}${textPlaceholder(memory, name).replace('-', '-type-')}`;
  }
  // In another namespace the judge still looks for a known type.
  const cut = Math.max(written.lastIndexOf('.'), written.lastIndexOf('#')) + 1;
  const last = written.slice(cut);
  if (!isNearTypeName(last) || isKnownSecret(last)) return textPlaceholder(memory, written);
  return cut === 0 ? last : `${textPlaceholder(memory, written.slice(0, cut - 1))}${written.slice(cut - 1)}`;
}

function isOfPublicNames(name: string): boolean {
  return /^[A-Za-z]+\d{0,2}$/.test(name) && looksLikeName(name) && knownShareOf(name) >= 0.5;
}
