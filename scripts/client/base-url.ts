import { isLoopback } from '../../recordings/traffic/hosts.js';
import { ClientError } from './client-error.js';

/** Checks that a token sent to this URL is neither readable on the way nor lost in a path, and gives the origin back. */
export function assertSafeBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  // What cannot be taken apart is not quoted: nobody knows what it holds. Without a scheme, a host and its port are taken for a scheme of that name.
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new ClientError('The base URL is no URL of HTTP. Use one such as https://graph.microsoft.com.');
  if (url.username !== '' || url.password !== '') throw new ClientError('The base URL holds credentials. Leave them out.');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new ClientError(`The base URL ${url.origin} is not HTTPS: a token would travel in clear. Plain HTTP is taken for loopback only.`);
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw new ClientError(`The base URL ${url.origin} has more than scheme, host and port. The API version is given apart from it.`);
  }
  return url.origin;
}
