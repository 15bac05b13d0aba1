import { UnpacksToTooMuch } from '../decode-body.js';

/** A value that is no entry of a HAR; the message says why, and quotes nothing. */
export class EntryError extends Error {}

/** Reads an entry. @throws EntryError for one whose bodies unpack to more than is taken. */
export function unpacked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnpacksToTooMuch)) throw error;
    throw new EntryError('a body unpacks to more than 4 MiB, or the bodies of the file to far more than their packed size');
  }
}
