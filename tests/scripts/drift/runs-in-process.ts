import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiVersion } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { AssignmentCheck } from '../../../scripts/client/assignment.js';
import { GraphClient, type AssignmentClient } from '../../../scripts/client/graph-client.js';
import { runDrift, type DriftResult } from '../../../scripts/drift/run-drift.js';
import type { DriftConnection } from '../../../scripts/drift/session/drift-connection.js';
import type { Emulator } from '../../../scripts/emulator/emulator.js';
import { useTemporaryFolder, type TemporaryFolder } from '../../recordings/temporary-folder.js';
import { FaultyGraph } from './faulty-graph.js';
import { VirtualClock } from './virtual-clock.js';
import { assignmentsIn } from '../../equipment/emulated-assignments.js';

/** Nothing listens there: for requests that are answered in this process. */
const inProcess = 'http://127.0.0.1:1';

/**
 * Answers each `fetch` of a test in this process: without connections, a run takes a fraction of the time. Call it in a `describe` or at the top.
 * @param answer undefined lets a request through.
 */
export function answerInProcess(answer: () => typeof fetch | undefined): void {
  const realFetch = globalThis.fetch;
  beforeEach(() => {
    globalThis.fetch = (...args) => (answer() ?? realFetch)(...args);
  });
  afterEach(() => {
    globalThis.fetch = realFetch;
  });
}

/** The check of the first assignment of an operation: of the first operation by default. */
export function firstCheck(emulator: Emulator, version: ApiVersion = 'beta', [contract] = contracts): AssignmentCheck {
  const ids = assignmentsIn(emulator.tenant).find(({ operation }) => operation === contract?.name);
  if (contract === undefined || ids === undefined) throw new Error('There is no contract, or no assignment.');
  return { contract, version, ids };
}

interface ConnectionOptions {
  readonly clock?: VirtualClock;
  readonly client?: AssignmentClient;
  readonly timeoutMs?: number;
  readonly tenant?: string;
  readonly requestLimit?: number;
}

/** A connection to a server, with a clock that needs no time and the journal in `folder`. */
export function connectionTo(
  origin: string,
  folder: string,
  checks: readonly AssignmentCheck[],
  options: ConnectionOptions = {},
): DriftConnection & { readonly clock: VirtualClock } {
  const { clock = new VirtualClock(), timeoutMs = 5_000, tenant = 'a-tenant', requestLimit } = options;
  const client = options.client ?? new GraphClient({ baseUrl: origin, token: () => Promise.resolve('made-up'), timeoutMs, requestLimit });
  return { client, tenant, checks, journalFile: join(folder, 'journal.json'), clock, requestLimit };
}

export interface RunsInProcess {
  /** A test may set another one. */
  graph: FaultyGraph;
  /** If a test sets the origin of a server, runs connect to it. */
  origin: string;
  readonly folder: Pick<TemporaryFolder, 'path' | 'write'>;
  /** Runs one check, of the first operation in beta by default. */
  readonly run: (options?: ConnectionOptions, checks?: readonly AssignmentCheck[]) => Promise<DriftResult>;
  readonly hasJournal: () => boolean;
  /** The next run, against a healthy graph: it agrees, and leaves the tenant as it was before the first one. */
  readonly expectMended: (before: string, at?: unknown) => Promise<DriftResult>;
}

/** Runs in this process, with a new graph and state folder for each test. */
export function useRunsInProcess(): RunsInProcess {
  const folder = useTemporaryFolder();
  const runs: RunsInProcess = {
    graph: new FaultyGraph(),
    origin: inProcess,
    folder,
    run: (options, checks = [firstCheck(runs.graph.emulator)]) =>
      runDrift(connectionTo(runs.origin, folder.path, checks, options), { failOn: 'breaking' }),
    hasJournal: () => existsSync(join(folder.path, 'journal.json')),
    expectMended: async (before, at) => {
      runs.graph.heal();
      const result = await runs.run();
      const left = ['journal.json', 'journal.json.lock'].filter((name) => existsSync(join(folder.path, name)));
      const { verdict } = result.report;
      expect({ at, verdict, state: runs.graph.state, left }).toEqual({ at, verdict: 'agrees', state: before, left: [] });
      return result;
    },
  };
  beforeEach(() => {
    runs.graph = new FaultyGraph();
    runs.origin = inProcess;
  });
  answerInProcess(() => (runs.origin === inProcess ? runs.graph.fetch : undefined));
  return runs;
}
