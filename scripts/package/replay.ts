/** The export `graph-assignment-contracts/replay`, for tests: it loads nock, which patches the HTTP clients of the process. */
export { replay, type Replay, type ReplayDefinition, type ReplayOptions } from '../../recordings/replay/replay-with-nock.js';
export type { Origin, Recorded, RecordedDefinition, Recording } from '../../recordings/traffic/recording.js';
