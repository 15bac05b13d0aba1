import { isObject } from '../../contracts/json-value.js';

/** The codes of certificate errors of Node and OpenSSL. */
export const certificateError = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|ERR_TLS/;

/** The code of a failed request, such as `ECONNRESET`; never the message of the error, which may hold a host or an id. */
export function networkFailureCode(error: unknown): string {
  // No `instanceof`: errors of fetch may belong to another realm.
  for (let at = error; isObject(at); at = at['cause']) {
    const { code, name } = at;
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
    if (name === 'TimeoutError') return 'TIMEOUT';
  }
  return 'NETWORK_ERROR';
}
