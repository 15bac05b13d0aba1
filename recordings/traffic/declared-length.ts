import { headerOf, type Headers } from '../../contracts/judge/exchange.js';

/** The length of a body by its Content-Length, in bytes; NaN without one. Some tools write it with separators: `1,150`. */
export function declaredLength(headers: Headers | undefined): number {
  const length = headerOf(headers ?? {}, 'content-length')?.replaceAll(/[\s,.']/g, '');
  return length === undefined || length === '' ? Number.NaN : Number(length);
}
