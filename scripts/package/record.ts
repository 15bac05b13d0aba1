/** The export `graph-assignment-contracts/record`, for tests and observed services: it watches the HTTP clients of the process while it records. */
export { startRecording, type RecordingOptions, type RecordingSession } from '../../recordings/recorder/start-recording.js';
export type { Difference } from '../../recordings/recorder/compare-recordings.js';
export type { RecordingResult } from '../../recordings/recorder/recorder.js';
