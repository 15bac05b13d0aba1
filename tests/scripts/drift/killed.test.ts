import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '../../../scripts/verdict/exit-code.js';
import { runDrift } from '../../../scripts/drift/run-drift.js';
import { bundleProgram } from '../../equipment/bundle-program.js';
import { TemporaryFolder, useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { answerInProcess } from './answer-in-process.js';
import { faults, FaultyGraph, garble, listeningGraph, type Fault, type ListeningGraph } from './faulty-graph.js';
import { NightProcess, type Ended } from './killed-run.js';
import { firstCheck, targetOn } from './target-on.js';

/** What Graph is like during the run that is killed. During the one after it, all is well. */
interface Scenario {
  readonly garbles: boolean;
  /** What the first update meets. */
  readonly fault?: Fault;
  /** The requests of a run that nobody kills: reads and updates. */
  readonly requests: string;
}

const healthy: Scenario = { garbles: false, requests: 'GET PATCH GET' };
const garbling: Scenario = { garbles: true, requests: 'GET PATCH GET PATCH GET GET PATCH GET' };

let program: TemporaryFolder;
let bundle: string;
beforeAll(() => {
  program = new TemporaryFolder();
  bundle = bundleProgram(join(__dirname, 'killed-run-entry.ts'), program.path);
});
afterAll(() => {
  program.remove();
});

const folder = useTemporaryFolder();

/** @returns the tenant as it was. */
function prepare(graph: FaultyGraph, { garbles, fault }: Scenario): string {
  const { contract, ids } = firstCheck(graph.emulator);
  // What is kept there already is not kept again.
  for (const name of readdirSync(folder.path)) if (name.startsWith('journal.json.found')) rmSync(join(folder.path, name));
  graph.asked.length = 0;
  graph.forgetUpdates();
  graph.choose = (number) => (number === 2 ? fault : undefined);
  if (garbles) {
    graph.afterUpdate = (emulator) => {
      garble(emulator, ids, contract.name);
    };
  }
  return graph.state;
}

describe('a process that is killed', () => {
  let listening: ListeningGraph;
  let graph: FaultyGraph;
  const processes: NightProcess[] = [];
  // The runs of this process, which mend what the others leave, need no connection.
  answerInProcess(() => graph.fetch);
  beforeAll(async () => {
    listening = await listeningGraph();
    ({ graph } = listening);
  });
  afterEach(() => {
    for (const one of processes.splice(0)) one.kill();
  });
  afterAll(() => listening.close());

  /** @param killAt see `NightTask`. */
  function newNight(killAt = 0): NightProcess {
    const { contract, version, ids } = firstCheck(graph.emulator);
    const { policyId, assignmentId } = ids;
    const { origin } = listening;
    const task = { origin, folder: folder.path, operation: contract.name, version, ids: { policyId, assignmentId }, killAt };
    const night = new NightProcess(bundle, task);
    processes.push(night);
    return night;
  }

  /** The next run: it takes the lock over, honours the journal, and leaves the tenant as it was before the first. */
  async function expectMended(before: string, at: string): Promise<void> {
    graph.forgetUpdates();
    graph.choose = () => undefined;
    const { report } = await runDrift(targetOn(listening.origin, folder.path, [firstCheck(graph.emulator)]), { failOn: 'breaking' });
    const left = ['journal.json', 'journal.json.lock'].filter((name) => existsSync(join(folder.path, name)));
    expect({ at, verdict: report.verdict, state: graph.state, left }).toEqual({ at, verdict: 'agrees', state: before, left: [] });
  }

  /** Kills a run by one of its requests; the server never answers that one. */
  function killAtRequest(night: NightProcess, at: number, carriedOut: boolean): void {
    const { choose } = graph;
    graph.choose = (number) =>
      number !== at
        ? choose(number)
        : (carryOut) => {
            if (carriedOut) carryOut();
            night.kill();
            return 'silence';
          };
  }

  test.each([
    ['a healthy Graph', healthy],
    ['a Graph that garbles', garbling],
  ])('%s: as each request arrives, and when it was carried out', async (_, scenario) => {
    let next = newNight();
    for (const [index, method] of scenario.requests.split(' ').entries()) {
      const at = index + 1;
      // A read changes nothing: there is one moment to it, not two.
      for (const carriedOut of method === 'GET' ? [false] : [false, true]) {
        const before = prepare(graph, scenario);
        const night = next;
        next = newNight();
        killAtRequest(night, at, carriedOut);
        const { signal } = await night.begin();
        const where = `request ${at}${carriedOut ? ', carried out' : ''}`;
        expect({ where, signal }).toEqual({ where, signal: 'SIGKILL' });
        await expectMended(before, where);
      }
    }
  });

  /** Up to its first update, one run is like the other. */
  test.each([
    ['a healthy Graph', healthy, false, 15],
    ['a Graph that garbles: from the first update on', garbling, true, 15],
  ])('%s: before each call of the file system, of the lock and of the journal', async (_, scenario, fromUpdate, atLeast) => {
    let before = prepare(graph, scenario);
    const { outcome } = await newNight().begin();
    await expectMended(before, 'the end');
    const { calls = 0, callsBeforeUpdate = 0 } = outcome ?? {};
    const first = fromUpdate ? callsBeforeUpdate + 1 : 1;
    expect(callsBeforeUpdate).toBeGreaterThan(5);
    expect(calls - first).toBeGreaterThanOrEqual(atLeast);
    let next = newNight(first);
    for (let call = first; call <= calls; call += 1) {
      before = prepare(graph, scenario);
      const night = next;
      next = newNight(call + 1);
      expect({ call, signal: (await night.begin()).signal }).toEqual({ call, signal: 'SIGKILL' });
      await expectMended(before, `call ${call}`);
    }
  });

  test('of two at once, the second one refuses, and the first one goes on', async () => {
    prepare(graph, healthy);
    const second: Ended[] = [];
    graph.choose = (number) =>
      number === 2
        ? async (carryOut) => {
            second.push(await newNight().begin());
            return carryOut();
          }
        : undefined;
    const first = await newNight().begin();
    const problems = [expect.stringContaining('Another run is under way'), expect.stringContaining('journal')];
    expect(second).toMatchObject([{ outcome: { exitCode: exitCodes.refused, problems } }]);
    expect(first.outcome?.exitCode).toBe(exitCodes.agrees);
    expect(graph.asked).toHaveLength(3);
  });
});

describe('what a kill leaves by each request does not depend on the answer to the first update', () => {
  let graph: FaultyGraph;
  beforeEach(() => {
    graph = new FaultyGraph();
  });
  answerInProcess(() => graph.fetch);

  /** The tenant, and all files of a run but its lock. */
  function left(): string {
    const files = readdirSync(folder.path).filter((name) => !name.endsWith('.lock'));
    return JSON.stringify([graph.state, files.map((name) => [name, readFileSync(join(folder.path, name), 'utf8')])]);
  }

  /** What is left, in a run that nobody kills, as each request arrives, and when it was carried out. */
  async function leftAtEachRequest(scenario: Scenario): Promise<Set<string>> {
    const states = new Set<string>();
    prepare(graph, scenario);
    const { choose } = graph;
    graph.choose = (number) => async (carryOut) => {
      states.add(left());
      const outcome = await (choose(number) ?? ((pass) => pass()))(carryOut);
      states.add(left());
      return outcome;
    };
    const { report } = await runDrift(targetOn('http://127.0.0.1:1', folder.path, [firstCheck(graph.emulator)]), { failOn: 'breaking' });
    expect([graph.asked.join(' '), report.exitCode]).toEqual([scenario.requests, exitCodes['not-restored']]);
    return states;
  }

  test.each<readonly [string, Scenario]>([
    ['UND_ERR_SOCKET', { ...garbling, fault: faults['UND_ERR_SOCKET, after the request was carried out'] }],
    ['500', { ...garbling, fault: faults['500, after the request was carried out'] }],
    ['a page', { ...garbling, fault: faults['a page in the place of JSON, after the request was carried out'] }],
    ['429', { ...garbling, fault: faults['throttled, without Retry-After'], requests: garbling.requests.replace('PATCH', 'PATCH PATCH') }],
  ])('%s', async (_, scenario) => {
    const usual = await leftAtEachRequest(garbling);
    // Untouched, about to be updated, changed, and known to be changed.
    expect(usual.size).toBe(4);
    for (const name of readdirSync(folder.path)) rmSync(join(folder.path, name), { recursive: true });
    graph = new FaultyGraph();
    expect(await leftAtEachRequest(scenario)).toEqual(usual);
  });
});
