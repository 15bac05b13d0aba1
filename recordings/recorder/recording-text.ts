import type { Recording } from '../recording.js';

/** A recording as it stands in its file. */
export function recordingText(recording: Recording): string {
  return `${JSON.stringify(recording, null, 2)}\n`;
}
