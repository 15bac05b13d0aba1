import { ReadError } from '../../../../recordings/traffic/read-error.js';

/** The message of the ReadError that reading ends with. Any other error is passed on, and no error is one too. */
export function readErrorOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ReadError) return error.message;
    throw error;
  }
  throw new Error('It was read without an error.');
}
