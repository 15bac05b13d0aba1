import { listOfPlaces, SecretFoundError } from '../scan/assert-nothing-secret.js';
import { RedactionError } from '../redaction/redaction-error.js';
import { RecordingError } from './recording-error.js';

/** Why nothing more is recorded, for the user: neither an exchange is quoted, nor an error that could quote one. */
export function sentenceOfStop(error: unknown): string {
  if (error instanceof SecretFoundError)
    return `Something that came by still resembles a secret, so it was not kept:\n${listOfPlaces(error.suspicions)}`;
  if (error instanceof RedactionError || error instanceof RecordingError) return error.message;
  return `The recorder failed (${error instanceof Error ? error.name : typeof error}).`;
}
