import { isObject } from '../../contracts/json-value.js';

/** The code of an error of the file system, such as `ENOENT`. By its looks: under Jest it is an instance of another Error than the one here. */
export function systemErrorCode(error: unknown): string {
  return isObject(error) && typeof error['code'] === 'string' ? error['code'] : 'unknown error';
}
