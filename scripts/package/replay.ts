/** What `graph-assignment-contracts/replay` exports. It loads nock, which patches the HTTP clients of the process: only tests want that. */
export { replay, type Replay, type ReplayOptions } from '../../recordings/replay/replay-with-nock.js';
export type { Origin, Recorded, RecordedDefinition, Recording } from '../../recordings/traffic/recording.js';
