import { contracts, judge } from 'graph-assignment-contracts';
import contract from 'graph-assignment-contracts/contracts/update-device-configuration-assignment.json' with { type: 'json' };
import { startEmulator } from 'graph-assignment-contracts/emulator';
import 'graph-assignment-contracts/jest';
import { contractMatchers, toKeepContract } from 'graph-assignment-contracts/matcher';
import { startRecording, type RecordingSession } from 'graph-assignment-contracts/record';
import recording from 'graph-assignment-contracts/recordings/update-device-configuration-assignment/200-documented-example.json' with { type: 'json' };
import { replay, type Replay } from 'graph-assignment-contracts/replay';
import schema from 'graph-assignment-contracts/report.schema.json' with { type: 'json' };
import 'graph-assignment-contracts/vitest';

export const names: readonly string[] = [contract.name, ...contracts.map(({ name }) => name)];
export const replayed: Replay = replay(recording, { ownIds: true });
export const when: string | undefined = recording[0]?.recorded.when;
export const session: Promise<RecordingSession> = startRecording({ folder: 'recordings' });
export const uses: readonly unknown[] = [judge, contractMatchers, startEmulator, toKeepContract, schema.title];
