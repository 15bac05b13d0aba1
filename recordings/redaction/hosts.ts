import { graphOrigins } from '../traffic/hosts.js';

/** Hosts of Graph and its sign-in in all clouds, and this machine. All others are private. */
const publicHosts: ReadonlySet<string> = new Set([
  ...Object.values(graphOrigins).map((origin) => new URL(origin).host),
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.chinacloudapi.cn',
  'localhost',
  '127.0.0.1',
  '[::1]',
]);

/** @param host without a port, in any case. */
export function isPublicHost(host: string): boolean {
  return publicHosts.has(host.toLowerCase());
}

/** Public words that host names end in, or have before the end. */
const wordOfHosts = /(?<=[a-z\d-])\.(?:com|internal|local)(?![a-z\d])/i;

/** `System.Internal.Error`: each piece begins with a capital, and the last is not a top-level domain. */
const namespaceOfCode = /^(?:[A-Z][a-z][A-Za-z]*\.){2,}(?!(?:Com|Internal|Local)$)[A-Z][a-z][A-Za-z]*$/;

/** True for a word with dots that may be a private host, even if all its pieces are public words. */
export function mayBeHost(word: string): boolean {
  return wordOfHosts.test(word) && !isPublicHost(word) && !namespaceOfCode.test(word);
}
