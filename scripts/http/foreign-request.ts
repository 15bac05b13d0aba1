import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { isLoopback } from '../../recordings/traffic/hosts.js';

/** Addresses that mean all interfaces of a machine. */
export const everyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/**
 * Why a request is refused, in a sentence that quotes nothing of it. Clients must name this server, and web pages of other origins are refused.
 * A page could resolve its own name to this machine (DNS rebinding), or send requests that browsers do not ask permission for.
 * @param host the address that the server listens on.
 */
export function foreignRequest(
  { url = '', headers, rawHeaders }: Pick<IncomingMessage, 'url' | 'headers' | 'rawHeaders'>,
  host: string,
): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) && !isOwn(URL.canParse(url) ? new URL(url).hostname : '', host))
    return 'It names another host. Give your client the address of this server as its base URL, not as its HTTP proxy.';
  // Node keeps the first; a proxy in front of this server may have used another.
  if (rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length > 1) return 'It has more than one Host header.';
  if (!isOwn(hostIn(headers.host), host))
    return 'Its Host header names another machine. Ask this server by localhost, by a loopback address, or by the name that --host gives it.';
  const { origin } = headers;
  if (origin !== undefined) return isOwn(hostOfOrigin(origin), host) ? undefined : 'It comes from a web page of another origin.';
  return headers['sec-fetch-site'] === 'cross-site' ? 'It comes from a web page of another site.' : undefined;
}

/** A server on all addresses accepts every IP address: DNS rebinding takes a name. */
function isOwn(name: string, host: string): boolean {
  const bare = name.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return isLoopback(bare) || (bare !== '' && bare === host.toLowerCase()) || (everyAddress.has(host) && isIP(bare) !== 0);
}

/** The host without the port; empty if there is none. */
function hostIn(authority = ''): string {
  return /^(\[[\da-f:.]+\]|[^:/?#@[\]\s]+)(?::\d*)?$/i.exec(authority)?.[1] ?? '';
}

/** Empty for `null`, and for origins that are not web pages, such as extensions. */
function hostOfOrigin(origin: string): string {
  return hostIn(/^https?:\/\/(.+)$/i.exec(origin)?.[1]);
}
