import { emulatedConnection } from '../../../../scripts/drift/emulated-connection.js';
import type { SimulationName } from '../../../../scripts/emulator/simulations.js';
import { recordProbe } from '../../../../scripts/record/record-probe.js';
import type { RecordResult } from '../../../../scripts/record/record-outcome.js';
import type { DriftConnection } from '../../../../scripts/drift/session/drift-connection.js';
import type { ProbeRecord } from '../../../../scripts/verdict/report.js';

export const day = '2026-11-30';

export function probeOn(connection: DriftConnection, folder: string, secrets: readonly string[] = []): Promise<RecordResult> {
  return recordProbe(connection, { settings: { failOn: 'breaking' }, recorder: { folder, secrets }, day });
}

/** A probe of the embedded emulator with a stopped clock. */
export async function probeEmulator(simulate: SimulationName, folder: string): Promise<RecordResult> {
  const connection = await emulatedConnection({ simulate }, () => 0);
  return probeOn(connection, folder).finally(connection.close);
}

export function probeIn({ report }: RecordResult): ProbeRecord {
  if (report.probe === undefined) throw new Error('The report has no probe.');
  return report.probe;
}
