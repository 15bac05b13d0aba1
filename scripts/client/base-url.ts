import { isLoopback } from '../../recordings/traffic/hosts.js';
import { CannotRun, Refused } from '../verdict/exit-code.js';

/** Checks that a token sent to this URL can neither be read on the way nor end up in a path. @returns the origin. @throws CannotRun */
export function assertSafeBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  // A URL that cannot be parsed is not quoted: it may hold a secret. `localhost:3000` parses as the scheme "localhost".
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new CannotRun('The base URL is not an HTTP URL. Use one such as https://graph.microsoft.com.');
  if (url.username !== '' || url.password !== '') throw new CannotRun('The base URL holds credentials. Remove them.');
  if (url.protocol !== 'https:' && !isLoopback(url.hostname))
    throw new CannotRun(
      `The base URL ${url.origin} is not HTTPS: a token would travel unencrypted. Plain HTTP is allowed on loopback only.`,
    );
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new CannotRun(`The base URL ${url.origin} has more than scheme, host and port. Remove the rest; the API version is added later.`);
  return url.origin;
}

/** @throws Refused if Node would send a token to another machine without verifying its certificate. */
export function assertTlsIsVerified(origin: string, environment: Readonly<Record<string, string | undefined>>): void {
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0' || isLoopback(new URL(origin).hostname)) return;
  throw new Refused(
    `NODE_TLS_REJECT_UNAUTHORIZED=0 is set: anyone on the way could pose as ${new URL(origin).host} and take the token. Nothing was sent. ` +
      'Unset it. If your proxy signs certificates, name its certificate authority with NODE_EXTRA_CA_CERTS.',
  );
}
