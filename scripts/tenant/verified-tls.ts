import { isLoopback } from '../../recordings/traffic/hosts.js';
import { Refused } from '../verdict/exit-code.js';
import type { Environment } from './sign-in/choose-way.js';

/** @throws Refused when Node would send a token to a host, other than this machine, whose certificate it does not verify. */
export function assertTlsIsVerified(origin: string, environment: Environment): void {
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0' || isLoopback(new URL(origin).hostname)) return;
  throw new Refused(
    'NODE_TLS_REJECT_UNAUTHORIZED=0 is set, so that anyone on the way could pass for Graph and take the token. Nothing was sent. ' +
      'Unset it. If a proxy of your own signs certificates, name its certificate authority with NODE_EXTRA_CA_CERTS.',
  );
}
