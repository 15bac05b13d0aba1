import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import nock from 'nock';
import { recordingsFolder } from '../../contracts/folders.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import { replay, type Replay, type ReplayDefinition, type ReplayOptions } from '../../recordings/replay/replay-with-nock.js';
import { listFiles } from '../../recordings/traffic/input/list-files.js';
import type { RecordedDefinition, Recording } from '../../recordings/traffic/recording.js';
import { GraphClient } from '../../scripts/client/graph-client.js';

/** Every committed recording, with a short name for the titles of tests. */
export const committedRecordings: readonly (readonly [string, Recording])[] = listFiles(recordingsFolder).map((file) => [
  join(basename(dirname(file)), basename(file)),
  JSON.parse(readFileSync(file, 'utf8')) as Recording,
]);

/** The committed recording of an update in this file, in the order read, update, read-back. */
export function recordedUpdate(file: string): readonly [RecordedDefinition, RecordedDefinition, RecordedDefinition] {
  const [, recording] = committedRecordings.find(([name]) => name.endsWith(file)) ?? [];
  if (recording?.length !== 3) throw new Error(`No recording ${file} with three definitions.`);
  return recording as unknown as ReturnType<typeof recordedUpdate>;
}

/** `replay` for the tests of a file. Each replay stops with its test. */
export function useReplay(): typeof replay {
  let replaying: Replay | undefined;
  afterEach(() => replaying?.stop());
  afterAll(() => {
    nock.restore();
  });
  return (...given: (readonly ReplayDefinition[] | ReplayOptions)[]) => (replaying = replay(...(given as (readonly ReplayDefinition[])[])));
}

/** Sends the request of a definition through the client, as a dependent service would. */
export function askRecorded({ method, path, body }: RecordedDefinition): Promise<Exchange> {
  const match = matchOperation(path);
  const [policy, assignment] = match?.parameters ?? [];
  if (match?.version === undefined || policy === undefined || assignment === undefined)
    throw new Error(`${path} is not a documented path.`);
  const ids = { policyId: policy.value, assignmentId: assignment.value };
  const client = new GraphClient({
    baseUrl: 'https://graph.microsoft.com',
    token: () => Promise.resolve('made-up'),
    allowed: [{ operation: match.contract.name, ...ids }],
  });
  if (method === 'GET') return client.read(match.contract, match.version, ids);
  const { target } = body as { readonly target: Readonly<Record<string, unknown>> };
  return client.update(match.contract, match.version, ids, { target });
}
