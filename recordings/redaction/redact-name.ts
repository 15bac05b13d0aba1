import { mayBeHost } from './hosts.js';
import { guidPattern, type Placeholders } from './placeholders.js';
import { isNearTypeName, isPublicName } from './public-vocabulary.js';
import { knownShareOf, looksLikeName } from './words-of-names.js';

/** The longest name that is not replaced as a whole, in characters. */
const longest = 200;

const control = /^[\w$.-]{0,80}@(?:odata|microsoft\.graph)\.[A-Za-z.]{1,40}$/;

/**
 * Replaces the name of a property if it may hold a secret, and only the GUIDs in any other name.
 * Programmers' names stay: new properties of Graph have such names, and the drift check looks for them.
 */
export function redactName(name: string, placeholders: Placeholders): string {
  if (name === '' || isPublicName(name)) return name;
  const withoutIds = name.replaceAll(guidPattern, '_');
  const isPublic = name.length <= longest && (looksLikeName(withoutIds) || isControl(withoutIds));
  if (!isPublic || placeholders.holdsSecret(name)) return placeholders.name(name);
  return name.replaceAll(guidPattern, (guid) => placeholders.guid(guid));
}

function isControl(name: string): boolean {
  return control.test(name) && !mayBeHost(name) && (name.startsWith('@') || looksLikeName(name.slice(0, name.indexOf('@'))));
}

/** In any case: the judge takes a type in it for a misspelt one of Graph. */
const namespace = /^(#?microsoft\.graph\.)(.+)$/is;

/** Replaces the name of a type if it may hold a secret, by an unknown type in the same namespace. An unknown type of public words stays. */
export function redactTypeName(written: string, placeholders: Placeholders): string {
  const [, ofGraph, name] = namespace.exec(written) ?? [];
  if (ofGraph !== undefined && name !== undefined) {
    const isPublic = (isNearTypeName(name) || isOfPublicNames(name)) && !placeholders.holdsSecret(name);
    return isPublic ? written : `${ofGraph}${placeholders.text(name).replace('-', '-type-')}`;
  }
  // In another namespace, the judge still looks for a known type.
  const cut = Math.max(written.lastIndexOf('.'), written.lastIndexOf('#')) + 1;
  const last = written.slice(cut);
  if (!isNearTypeName(last) || placeholders.holdsSecret(last)) return placeholders.text(written);
  return cut === 0 ? last : `${placeholders.text(written.slice(0, cut - 1))}${written.slice(cut - 1)}`;
}

function isOfPublicNames(name: string): boolean {
  return /^[A-Za-z]+\d{0,2}$/.test(name) && looksLikeName(name) && knownShareOf(name) >= 0.5;
}
