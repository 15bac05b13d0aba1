import type { Headers } from '../../contracts/judge/exchange.js';
import { headerFits } from '../../contracts/judge/header-value.js';

/** Headers whose values nobody but the server may see, besides that of the token. */
const secret = new Set(['cookie', 'proxy-authorization']);

/** Request headers fit to be passed on, and to be logged: with words in the place of credentials. */
export function withoutCredentials(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const lower = name.toLowerCase();
      if (lower === 'authorization') return [name, headerFits({ kind: 'bearer' }, String(value)) ? 'Bearer {token}' : '{credentials}'];
      return [name, secret.has(lower) ? '{credentials}' : value];
    }),
  );
}
