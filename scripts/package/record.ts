/** What `graph-assignment-contracts/record` exports. It watches the HTTP clients of the process while it records: only tests, and services that are being observed, want that. */
export { startRecording, type RecordingOptions, type RecordingSession } from '../../recordings/recorder/start-recording.js';
export type { Difference } from '../../recordings/recorder/compare-recordings.js';
export type { RecordingResult } from '../../recordings/recorder/recorder.js';
