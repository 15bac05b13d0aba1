import { existsSync } from 'node:fs';
import { hindranceOf, notBegunNight } from '../../drift/not-started.js';
import type { NightResult, NightSettings } from '../../drift/night-result.js';
import { takeJournalSecrets } from '../../drift/journal/journal-secrets.js';
import type { Stage } from '../../drift/drift-target.js';
import { stopOnSignals } from '../../drift/stop-on-signals.js';
import { isSimulation } from '../../emulator/simulations.js';
import { CannotRun } from '../../verdict/exit-code.js';
import { asksFor } from '../../verdict/destinations.js';
import { complain } from '../../terminal/terminal.js';
import type { ReportOptions } from './report-options.js';
import { noSuchSimulation } from './no-such-simulation.js';

/** Where a night takes place, and for how long it waits. */
export interface StageOptions extends ReportOptions {
  readonly config?: string;
  readonly simulate?: string;
  /** Seconds. */
  readonly budget?: number;
  /** Whether a person has said that the journal is right. */
  readonly trustJournal?: boolean;
}

interface Opened {
  /** Says who answers. */
  readonly lead: string;
  /** Whether that is an emulator, and not Graph. */
  readonly emulator: boolean;
}

/** A stage on which a night may begin. From here on the first signal ends it at the next safe point, until it is closed. */
export interface OpenStage extends Opened {
  readonly kind: 'open';
  readonly stage: Stage;
  readonly settings: NightSettings;
  /** What must not come out of a recording; each token of the run comes to it before it is used. */
  readonly secrets: readonly string[];
  readonly close: () => Promise<void>;
}

/** There is no stage, as when nobody could sign in: what is to be said of that night. */
export interface NoStage extends Opened {
  readonly kind: 'not-begun';
  readonly night: NightResult;
}

/** Taken if it is there and no other one is named. */
const usualConfig = 'drift.config.json';

/** The configuration that options ask for; undefined for the embedded emulator. @throws CannotRun when they ask for both. */
export function configOf({ config, simulate }: StageOptions): string | undefined {
  if (simulate === undefined) return config ?? (existsSync(usualConfig) ? usualConfig : undefined);
  if (config === undefined) return undefined;
  throw new CannotRun('--simulate is for the embedded emulator, and --config is for a tenant. Leave one of them out.');
}

/**
 * Opens the tenant of a configuration, or the embedded emulator.
 * @param command its name, for the report. @param config from `configOf`.
 * @throws CannotRun when the configuration, or the name of a simulation, cannot be used, or nobody can sign in from here: see `notBegunNight`.
 */
export function openStage(command: 'drift' | 'record', config: string | undefined, options: StageOptions): Promise<OpenStage | NoStage> {
  return config === undefined ? openEmulator(command, options) : openTenant(command, config, options);
}

async function openEmulator(command: string, options: StageOptions): Promise<OpenStage> {
  const { simulate, budget } = options;
  if (simulate !== undefined && !isSimulation(simulate)) throw new CannotRun(noSuchSimulation(simulate));
  const { emulatedStage } = await import('../../drift/emulated-target.js');
  const stage = await emulatedStage(simulate === undefined ? {} : { simulate });
  const simulated = simulate === undefined ? '' : ` It simulates "${simulate}".`;
  const lead = `graph-contracts ${command}: the embedded emulator answers, not Microsoft Graph.${simulated}`;
  return open({ lead, emulator: true, stage, secrets: [] }, budget, options, stage.close);
}

/** What only a tenant needs is loaded here: to sign in takes long to load. */
async function openTenant(command: string, file: string, options: StageOptions): Promise<OpenStage | NoStage> {
  const { readConfig } = await import('../../tenant/config.js');
  const { placeOf, tenantStage } = await import('../../drift/tenant-stage.js');
  const { JournalKeys } = await import('../../drift/journal/journal-keys.js');
  const config = readConfig(file);
  const emulator = config.cloud.name === 'loopback';
  const who = emulator ? 'a cloud on loopback answers, not Microsoft Graph.' : `Microsoft Graph answers (${config.cloud.name}).`;
  const lead = `graph-contracts ${command}: ${who}`;
  const secrets = [config.tenantId];
  const trust = { keys: new JournalKeys(takeJournalSecrets()), trusted: options.trustJournal === true };
  const opened = await tenantStage(config, trust, process.env, (token) => {
    if (!secrets.includes(token)) secrets.push(token);
  }).catch(hindranceOf);
  if (opened.kind === 'open') {
    const budget = options.budget ?? config.limits.minutes * 60;
    return open({ lead, emulator, stage: opened.stage, secrets }, budget, options, () => Promise.resolve());
  }
  const night = notBegunNight(opened, placeOf(config, trust), options.failOn);
  return { kind: 'not-begun', lead, emulator, night: { ...night, report: { ...night.report, command } } };
}

function open(
  parts: Omit<OpenStage, 'kind' | 'settings' | 'close'>,
  budget: number | undefined,
  options: StageOptions,
  close: () => Promise<void>,
): OpenStage {
  const stop = stopOnSignals(complain);
  return {
    kind: 'open',
    ...parts,
    settings: {
      failOn: options.failOn,
      stop: stop.signal,
      cases: asksFor(options, 'junit'),
      ...(budget === undefined ? {} : { budget: budget * 1000 }),
    },
    close: () => {
      stop.release();
      return close();
    },
  };
}
