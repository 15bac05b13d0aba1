/** Why nothing could be recorded, in a sentence for the user. It quotes nothing of the traffic. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}
