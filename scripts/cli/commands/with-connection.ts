import { existsSync } from 'node:fs';
import type { DriftSettings } from '../../drift/session/drift-run.js';
import type { DriftConnection } from '../../drift/session/drift-connection.js';
import { notStarted } from '../../drift/not-started.js';
import type { DriftResult } from '../../drift/run-drift.js';
import { stopOnSignals } from '../../drift/stop-on-signals.js';
import { assertSimulation } from '../../emulator/simulations.js';
import type { DriftConfig } from '../../tenant/config.js';
import { asksFor } from '../../verdict/destinations.js';
import { CannotRun } from '../../verdict/exit-code.js';
import { complain } from '../../verdict/terminal.js';
import type { ReportOptions } from './report-options.js';

/** Options that choose a tenant or the embedded emulator. */
export interface ConnectionOptions extends ReportOptions {
  readonly config?: string;
  readonly simulate?: string;
  /** In seconds. */
  readonly budget?: number;
  readonly trustJournal?: boolean;
  /** Whether the run is a probe, which needs a marked assignment. */
  readonly probe?: boolean;
}

/** A tenant or an emulator that is ready for a run. Until the run ends, a first signal ends it at the next safe point. */
export interface OpenConnection {
  readonly connection: DriftConnection;
  readonly settings: DriftSettings;
  /** Values that no recording may hold. Each token of the run is added before it is used. */
  readonly secrets: readonly string[];
}

interface Answerer {
  /** A sentence that names the answering service. */
  readonly lead: string;
  /** Whether the emulator answers, not Graph. */
  readonly emulator: boolean;
}

const defaultConfig = 'drift.config.json';

/** The configuration that options name; undefined for the embedded emulator. */
export function configOf({ config, simulate }: ConnectionOptions): string | undefined {
  return config ?? (simulate === undefined && existsSync(defaultConfig) ? defaultConfig : undefined);
}

/**
 * Opens the tenant of a configuration, or the embedded emulator, and runs something on it.
 * @param command its name, for the report. @param config from `configOf`.
 * @returns the result of the run; if it could not begin, such as after a failed sign-in, a report that says so.
 * @throws CannotRun if the configuration or the name of a simulation cannot be used, or if this machine cannot sign in: see `notStarted`.
 */
export function withConnection<T>(
  command: 'drift' | 'record',
  config: string | undefined,
  options: ConnectionOptions,
  run: (opened: OpenConnection) => Promise<T>,
): Promise<Answerer & (T | DriftResult)> {
  return config === undefined ? onEmulator(command, options, run) : onTenant(command, config, options, run);
}

async function onEmulator<T>(
  command: string,
  options: ConnectionOptions,
  run: (opened: OpenConnection) => Promise<T>,
): Promise<Answerer & T> {
  const { simulate, budget } = options;
  assertSimulation(simulate);
  const { emulatedConnection } = await import('../../drift/emulated-connection.js');
  const connection = await emulatedConnection({ simulate });
  const simulated = simulate === undefined ? '' : ` It simulates "${simulate}".`;
  const lead = `graph-contracts ${command}: the embedded emulator answers, not Microsoft Graph.${simulated}`;
  try {
    return { lead, emulator: true, ...(await stoppable(options, budget, (settings) => run({ connection, settings, secrets: [] }))) };
  } finally {
    await connection.close();
  }
}

/** Loads the modules for a tenant late, because those for the sign-in take long to load. */
async function onTenant<T>(
  command: string,
  file: string,
  options: ConnectionOptions,
  run: (opened: OpenConnection) => Promise<T>,
): Promise<Answerer & (T | DriftResult)> {
  const { readConfig } = await import('../../tenant/config.js');
  const { scopeOf, tenantConnection } = await import('../../drift/tenant-connection.js');
  const { JournalKeys, takeJournalSecrets } = await import('../../drift/journal/journal-keys.js');
  const config = readConfig(file);
  if (options.probe) assertMarked(config, file);
  const emulator = config.cloud.name === 'loopback';
  const who = emulator ? 'a cloud on loopback answers, not Microsoft Graph.' : `runs against Microsoft Graph (${config.cloud.name}).`;
  const lead = `graph-contracts ${command}: ${who}`;
  const secrets = [config.tenantId];
  const trust = { keys: new JournalKeys(takeJournalSecrets()), trusted: options.trustJournal === true };
  let connection: DriftConnection;
  try {
    connection = await tenantConnection(config, trust, process.env, (token) => {
      if (!secrets.includes(token)) secrets.push(token);
    });
  } catch (error) {
    const { report, ...result } = notStarted(error, scopeOf(config, trust), options.failOn);
    return { lead, emulator, ...result, report: { ...report, command } };
  }
  const budget = options.budget ?? config.limits.minutes * 60;
  return { lead, emulator, ...(await stoppable(options, budget, (settings) => run({ connection, settings, secrets }))) };
}

/** @throws CannotRun if no assignment is marked for a probe. */
function assertMarked({ assignments }: DriftConfig, file: string): void {
  if (assignments.some(({ probe }) => probe === true)) return;
  throw new CannotRun(
    `The configuration ${file} marks no assignment for a probe, so nothing was sent. Add "probe": true to one of its assignments; choose a policy that is not in use.`,
  );
}

/** @param budget in seconds. */
async function stoppable<T>(
  options: ConnectionOptions,
  budget: number | undefined,
  run: (settings: DriftSettings) => Promise<T>,
): Promise<T> {
  const stop = stopOnSignals(complain);
  try {
    const milliseconds = budget === undefined ? undefined : budget * 1000;
    return await run({ failOn: options.failOn, stop: stop.signal, cases: asksFor(options, 'junit'), budget: milliseconds });
  } finally {
    stop.release();
  }
}
