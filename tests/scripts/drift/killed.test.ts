import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DriftMode } from '../../../scripts/drift/session/drift-run.js';
import { exitCodes } from '../../../scripts/verdict/exit-code.js';
import { bundleProgram } from '../../equipment/bundle-program.js';
import { sharedTemporaryFolder } from '../../recordings/temporary-folder.js';
import { faults, FaultyGraph, listeningGraph, type Fault, type ListeningGraph } from './faulty-graph.js';
import { RunProcess, type Ended } from './killed-run.js';
import { firstCheck, useRunsInProcess } from './runs-in-process.js';

/** Graph during the run that is killed. */
interface Scenario {
  readonly garbles: boolean;
  /** The fault of the first update. */
  readonly fault?: Fault;
  /** The requests of a run that is not killed. */
  readonly requests: string;
  readonly mode?: DriftMode;
}

const healthy: Scenario = { garbles: false, requests: 'GET PATCH GET' };
const garbling: Scenario = { garbles: true, requests: 'GET PATCH GET PATCH GET GET PATCH GET' };

/** A probe confirms nothing: it restores at once. */
const probing: Scenario = { garbles: true, requests: 'GET PATCH GET GET PATCH GET', mode: 'probe' };

const bundle = bundleProgram(join(__dirname, 'killed-run-entry.ts'), sharedTemporaryFolder().path);

const runs = useRunsInProcess();
const { folder } = runs;

/** @returns the state of the tenant. */
function prepare({ garbles, fault }: Scenario): string {
  const { graph } = runs;
  // A change that a file holds already is not saved again.
  for (const name of readdirSync(folder.path)) if (name.startsWith('journal.json.found')) rmSync(join(folder.path, name));
  graph.heal();
  graph.choose = (number) => (number === 2 ? fault : undefined);
  graph.garbleUpdates(() => garbles);
  return graph.state;
}

describe('a process that is killed', () => {
  let listening: ListeningGraph;
  const processes: RunProcess[] = [];
  beforeAll(async () => {
    listening = await listeningGraph();
  });
  beforeEach(() => {
    runs.graph = listening.graph;
  });
  afterEach(() => {
    for (const one of processes.splice(0)) one.kill();
  });
  afterAll(() => listening.close());

  function newRun({ mode }: Scenario, killAt?: number): RunProcess {
    const { contract, version, ids } = firstCheck(runs.graph.emulator);
    const { policyId, assignmentId } = ids;
    const { origin } = listening;
    const task = { origin, folder: folder.path, operation: contract.name, version, ids: { policyId, assignmentId }, killAt, mode };
    const run = new RunProcess(bundle, task);
    processes.push(run);
    return run;
  }

  /** Kills a run at one of its requests, which stays without a response. */
  function killAtRequest(run: RunProcess, at: number, carriedOut: boolean): void {
    const { graph } = runs;
    const { choose } = graph;
    graph.choose = (number) =>
      number !== at
        ? choose(number)
        : (carryOut) => {
            if (carriedOut) carryOut();
            run.kill();
            return 'silence';
          };
  }

  test.each<readonly [string, Scenario]>([
    ['a healthy Graph', healthy],
    ['a Graph that garbles', garbling],
    ['a probe of a healthy Graph', { ...healthy, mode: 'probe' }],
    ['a probe of a Graph that garbles', probing],
  ])('%s: at each request, and after each update', async (_, scenario) => {
    let next = newRun(scenario);
    for (const [index, method] of scenario.requests.split(' ').entries()) {
      const at = index + 1;
      for (const carriedOut of method === 'GET' ? [false] : [false, true]) {
        const before = prepare(scenario);
        const run = next;
        next = newRun(scenario);
        killAtRequest(run, at, carriedOut);
        const { signal } = await run.begin();
        const where = `request ${at}${carriedOut ? ', carried out' : ''}`;
        expect({ where, signal }).toEqual({ where, signal: 'SIGKILL' });
        await runs.expectMended(before, where);
      }
    }
  });

  /** Up to the first update, all runs are equal. */
  test.each([
    ['a healthy Graph', healthy, false, 15],
    ['a Graph that garbles: from the first update on', garbling, true, 15],
    ['a probe of a Graph that garbles: from the first update on', probing, true, 15],
  ])('%s: before each call of the file system, of the lock and of the journal', async (_, scenario, fromUpdate, atLeast) => {
    let before = prepare(scenario);
    const { outcome } = await newRun(scenario).begin();
    await runs.expectMended(before, 'the end');
    const { calls = 0, callsBeforeUpdate = 0 } = outcome ?? {};
    const first = fromUpdate ? callsBeforeUpdate + 1 : 1;
    expect(callsBeforeUpdate).toBeGreaterThan(5);
    expect(calls - first).toBeGreaterThanOrEqual(atLeast);
    let next = newRun(scenario, first);
    for (let call = first; call <= calls; call += 1) {
      before = prepare(scenario);
      const run = next;
      next = newRun(scenario, call + 1);
      expect({ call, signal: (await run.begin()).signal }).toEqual({ call, signal: 'SIGKILL' });
      await runs.expectMended(before, `call ${call}`);
    }
  });

  test('of two runs at once, the second one is refused, and the first one continues', async () => {
    const { graph } = runs;
    prepare(healthy);
    const second: Ended[] = [];
    graph.choose = (number) =>
      number === 2
        ? async (carryOut) => {
            second.push(await newRun(healthy).begin());
            return carryOut();
          }
        : undefined;
    const first = await newRun(healthy).begin();
    const problems = [expect.stringContaining('Another run is under way'), expect.stringContaining('journal')];
    expect(second).toMatchObject([{ outcome: { exitCode: exitCodes.refused, problems } }]);
    expect(first.outcome?.exitCode).toBe(exitCodes.agrees);
    expect(graph.methods).toHaveLength(3);
  });
});

describe('the state at each request does not depend on the response to the first update', () => {
  /** The tenant, and all files of a run except its lock. */
  function currentState(): string {
    const files = readdirSync(folder.path).filter((name) => !name.endsWith('.lock'));
    return JSON.stringify([runs.graph.state, files.map((name) => [name, readFileSync(join(folder.path, name), 'utf8')])]);
  }

  /** The state before and after each request of a run that is not killed. */
  async function statesOf(scenario: Scenario): Promise<Set<string>> {
    const { graph } = runs;
    const states = new Set<string>();
    prepare(scenario);
    const { choose } = graph;
    graph.choose = (number) => async (carryOut) => {
      states.add(currentState());
      const outcome = await (choose(number) ?? ((pass) => pass()))(carryOut);
      states.add(currentState());
      return outcome;
    };
    const { report } = await runs.run();
    expect([graph.methods.join(' '), report.exitCode]).toEqual([scenario.requests, exitCodes['not-restored']]);
    return states;
  }

  test.each<readonly [string, Scenario]>([
    ['UND_ERR_SOCKET', { ...garbling, fault: faults['UND_ERR_SOCKET, after the request was carried out'] }],
    ['500', { ...garbling, fault: faults['500, after the request was carried out'] }],
    ['a page', { ...garbling, fault: faults['a page instead of JSON, after the request was carried out'] }],
    ['429', { ...garbling, fault: faults['throttled, without Retry-After'], requests: garbling.requests.replace('PATCH', 'PATCH PATCH') }],
  ])('%s', async (_, scenario) => {
    const usual = await statesOf(garbling);
    // Untouched, about to be updated, changed, and known to be changed.
    expect(usual.size).toBe(4);
    for (const name of readdirSync(folder.path)) rmSync(join(folder.path, name), { recursive: true });
    runs.graph = new FaultyGraph();
    expect(await statesOf(scenario)).toEqual(usual);
  });
});
