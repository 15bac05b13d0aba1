/** Data that TypeScript imports from JSON needs no cast. */
import { startEmulator, type EmulatedExchange, type RunningEmulator, type Seed } from 'graph-assignment-contracts/emulator';
import { replay, type Recording } from 'graph-assignment-contracts/replay';
import documented from 'graph-assignment-contracts/recordings/update-device-configuration-assignment/200-documented-example.json' with { type: 'json' };
import emulated from 'graph-assignment-contracts/recordings/update-device-compliance-policy-assignment/200-group-target-beta.json' with { type: 'json' };
import seed from './seed.json' with { type: 'json' };

replay(documented, emulated, { ownIds: true }).stop();
replay(documented).stop();
declare const recording: Recording;
const own = [
  { scope: 'https://graph.microsoft.com:443', method: 'GET', path: '/', status: 200, response: {}, recorded: { when: '', origin: 'live' } },
];
replay(own).stop();
replay(recording, emulated).stop();
// @ts-expect-error no such option
replay(documented, { ownId: true });

const emulator: RunningEmulator = await startEmulator({ seed, simulate: 'throttled' });
const exchanges: readonly EmulatedExchange[] = emulator.exchanges;
export const codes = exchanges.flatMap(({ findings }) => findings.map(({ code }) => code));
export const ownSeed: Seed = { deviceConfigurations: [{ id: 'a', assignments: [{ target: { '@odata.type': 'x' } }] }], mobileApps: [] };
// @ts-expect-error no such simulation
emulator.simulate = 'no-such';
// @ts-expect-error an assignment has a target
await startEmulator({ seed: { deviceConfigurations: [{ id: 'a', assignments: [{}] }] } });
await emulator.close();
