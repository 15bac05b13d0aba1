import { mayBeHost } from './may-be-host.js';
import type { Memory } from './memory.js';
import { guidPattern, guidPlaceholder, namePlaceholder } from './placeholders.js';
import { isPublicName } from './public-vocabulary.js';
import { canBeSpoken, hasKnownNumbers, knownShareOf, readsLikeWords, unknownWordsIn } from './words-of-names.js';

/** Longer names are public only if half of their letters belong to public words, or they read like words all the same. */
const longestUnknown = 20;

/** In a random text the words have fewer letters: capitals come and go. */
const lettersOfWord = 4.2;

const control = /^[\w$.-]{0,80}@(?:odata|microsoft\.graph)\.[A-Za-z.]{1,40}$/;

/**
 * Replaces the name of a property if it may hold a secret. Names that look like those of a program stay: a new property of Graph has such a
 * name, and it is the finding. Ids in a name are replaced within it.
 */
export function redactName(memory: Memory, name: string, isKnownSecret: (text: string) => boolean): string {
  if (name === '' || isPublicName(name)) return name;
  if (isKnownSecret(name) || name.length > 200) return namePlaceholder(memory, name);
  const withoutIds = name.replaceAll(guidPattern, '_');
  if (!looksLikeName(withoutIds) && !isControl(withoutIds)) return namePlaceholder(memory, name);
  return name.replaceAll(guidPattern, (guid) => guidPlaceholder(memory, guid));
}

function isControl(name: string): boolean {
  return control.test(name) && !mayBeHost(name) && (name.startsWith('@') || looksLikeName(name.slice(0, name.indexOf('@'))));
}

/**
 * True for what a programmer would call something: `deviceAndAppManagementAssignmentFilterId`. A short text in base64 may look nearly like it, so
 * what is not public in a name must read like words.
 */
export function looksLikeName(name: string): boolean {
  if (!/^[A-Za-z_$][\w$-]{0,79}$/.test(name) || name.replaceAll(/\D/g, '').length > 4) return false;
  const unknown = unknownWordsIn(name);
  if (name.length > longestUnknown && knownShareOf(name) < 0.5 && !readsLikeWords(name)) return false;
  return (
    hasKnownNumbers(name) &&
    unknown.every(canBeSpoken) &&
    (unknown.length <= 1 || unknown.join('').length / unknown.length >= lettersOfWord)
  );
}
