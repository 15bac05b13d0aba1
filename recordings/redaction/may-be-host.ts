import { isPublicHost } from './public-hosts.js';

/** Public words that names of hosts have for an end, or before one. */
const hostsEnd = /(?<=[a-z\d-])\.(?:com|internal|local)(?![a-z\d])/i;

/** `System.Internal.Error`: each piece begins with a capital, and the last is no end of a host. */
const namespaceOfCode = /^(?:[A-Z][a-z][A-Za-z]*\.){2,}(?!(?:Com|Internal|Local)$)[A-Z][a-z][A-Za-z]*$/;

/** True for a word with dots that may be the name of somebody's host, though all its pieces be public. */
export function mayBeHost(word: string): boolean {
  return hostsEnd.test(word) && !isPublicHost(word) && !namespaceOfCode.test(word);
}
