import { isObject } from '../../contracts/json-value.js';

/** The code of an error of the system, such as `ENOENT`. Under Jest it is not an instance of this realm's `Error`. */
export function systemErrorCode(error: unknown): string {
  return isObject(error) && typeof error['code'] === 'string' ? error['code'] : 'unknown error';
}
