import { RedactionError } from '../../redaction/redaction-error.js';
import { SecretFoundError } from '../../scan/assert-nothing-secret.js';
import { RecordingError } from '../recording-error.js';
import type { CarriedError } from './messages.js';

/** An error as it goes from one thread to another. */
export function carried(error: unknown): CarriedError {
  if (error instanceof SecretFoundError) return { name: 'SecretFoundError', suspicions: error.suspicions };
  if (error instanceof RedactionError) return { name: 'RedactionError' };
  if (error instanceof RecordingError) return { name: 'RecordingError', message: error.message };
  return { name: 'other', was: error instanceof Error ? error.name : typeof error };
}

/** The same error, with the same sentence. */
export function arrived(error: CarriedError): Error {
  switch (error.name) {
    case 'SecretFoundError':
      return new SecretFoundError(error.suspicions);
    case 'RedactionError':
      return new RedactionError();
    case 'RecordingError':
      return new RecordingError(error.message);
    case 'other':
      return new Error(`The thread that records failed (${error.was}).`);
    default:
      return error satisfies never;
  }
}
