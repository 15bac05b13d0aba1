import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '../../../scripts/exit-code.js';
import { runNight } from '../../../scripts/drift/run-night.js';
import { faults, garble, type Fault } from './faulty-graph.js';
import type { Ended, NightProcess } from './killed-night.js';
import { firstCheck, stageOn } from './night-of.js';
import { NightsOnFaultyGraph } from './nights-on-faulty-graph.js';

/** What Graph is like during the night that is killed. The night after it, all is well. */
interface Scenario {
  readonly name: string;
  readonly garbles: boolean;
  /** What the first update meets. */
  readonly fault?: Fault;
  /** The requests of a night that nobody kills: reads and updates. */
  readonly requests: string;
}

const scenarios: readonly Scenario[] = [
  { name: 'a healthy Graph', garbles: false, requests: 'GET PATCH GET' },
  { name: 'a Graph that garbles', garbles: true, requests: 'GET PATCH GET PATCH GET GET PATCH GET' },
  {
    name: 'a Graph that garbles, and the connection breaks',
    garbles: true,
    fault: faults['the connection breaks after the request was carried out'],
    requests: 'GET PATCH GET PATCH GET GET PATCH GET',
  },
  {
    name: 'a Graph that garbles, and answers 500',
    garbles: true,
    fault: faults['500, after the request was carried out'],
    requests: 'GET PATCH GET PATCH GET GET PATCH GET',
  },
  {
    name: 'a Graph that garbles, and a page in the place of the answer',
    garbles: true,
    fault: faults['a page in the place of JSON, after the request was carried out'],
    requests: 'GET PATCH GET PATCH GET GET PATCH GET',
  },
  {
    name: 'a Graph that garbles once it is no longer throttled',
    garbles: true,
    fault: faults['throttled, without Retry-After'],
    requests: 'GET PATCH PATCH GET PATCH GET GET PATCH GET',
  },
];

const nights = new NightsOnFaultyGraph();

/** @returns the tenant as it was. */
function prepare({ garbles, fault }: Scenario): string {
  const { contract, ids } = firstCheck(nights.graph.emulator);
  // What is kept there already is not kept again.
  for (const name of readdirSync(nights.folder)) if (name.startsWith('journal.json.found')) rmSync(join(nights.folder, name));
  nights.graph.asked.length = 0;
  nights.graph.forgetUpdates();
  nights.graph.choose = (number) => (number === 2 ? fault : undefined);
  if (garbles) {
    nights.graph.afterUpdate = (emulator) => {
      garble(emulator, ids, contract.name);
    };
  }
  return nights.graph.state;
}

/** The next night: it takes the lock over, honours the journal, and leaves the tenant as it was before the first. */
async function expectMended(before: string, at: string): Promise<void> {
  nights.graph.forgetUpdates();
  nights.graph.choose = () => undefined;
  const { report } = await runNight(stageOn(nights.graph.origin, nights.folder, [firstCheck(nights.graph.emulator)]), {
    failOn: 'breaking',
  });
  const left = ['journal.json', 'journal.json.lock'].filter((name) => existsSync(`${nights.folder}/${name}`));
  expect({ at, verdict: report.verdict, state: nights.graph.state, left }).toEqual({ at, verdict: 'agrees', state: before, left: [] });
}

describe.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_, scenario) => {
  test('a night that nobody kills sends these requests', async () => {
    const before = prepare(scenario);
    const { said } = await nights.newNight().begin();
    expect(nights.graph.asked.join(' ')).toBe(scenario.requests);
    expect(said?.exitCode).toBe(scenario.garbles ? exitCodes['not-restored'] : exitCodes.agrees);
    await expectMended(before, 'the end');
  });

  test('killed as each request arrives, and when it was carried out', async () => {
    // The next process loads while this one is at work.
    let next = nights.newNight();
    for (const [index, method] of scenario.requests.split(' ').entries()) {
      const at = index + 1;
      // A read changes nothing: there is one moment to it, not two.
      for (const carriedOut of method === 'GET' ? [false] : [false, true]) {
        const before = prepare(scenario);
        const night = next;
        next = nights.newNight();
        killAtRequest(night, at, carriedOut);
        const { signal } = await night.begin();
        const where = `request ${String(at)}${carriedOut ? ', carried out' : ''}`;
        expect({ where, signal }).toEqual({ where, signal: 'SIGKILL' });
        await expectMended(before, where);
      }
    }
  });
});

/** Kills a night by one of its requests; the server never answers that one. */
function killAtRequest(night: NightProcess, at: number, carriedOut: boolean): void {
  const weather = nights.graph.choose;
  nights.graph.choose = (number, method) => {
    if (number !== at) return weather(number, method);
    return (_, response, pass) => {
      if (!carriedOut) {
        night.kill();
        return;
      }
      pass();
      const end = response.end.bind(response);
      response.end = (() => {
        response.end = end;
        night.kill();
        return response;
      }) as typeof response.end;
    };
  };
}

test.each([
  ['a healthy Graph', scenarios[0]],
  ['a Graph that garbles', scenarios[1]],
])('%s: killed before each call of the file system, of the lock and of the journal', async (_, scenario) => {
  if (scenario === undefined) throw new Error('There is no such scenario.');
  let before = prepare(scenario);
  const whole: Ended = await nights.newNight().begin();
  await expectMended(before, 'the end');
  const calls = whole.said?.calls ?? 0;
  expect(calls).toBeGreaterThan(15);
  let next = nights.newNight(1);
  for (let call = 1; call <= calls; call += 1) {
    before = prepare(scenario);
    const night = next;
    next = nights.newNight(call + 1);
    expect({ call, signal: (await night.begin()).signal }).toEqual({ call, signal: 'SIGKILL' });
    await expectMended(before, `call ${String(call)}`);
  }
});

describe('two at once', () => {
  test('the second one refuses, and the first one goes on', async () => {
    prepare({ name: '', garbles: false, requests: 'GET PATCH GET' });
    const second: Ended[] = [];
    nights.graph.choose = (number) =>
      number === 2
        ? (_, __, pass) => {
            void nights
              .newNight()
              .begin()
              .then((ended) => {
                second.push(ended);
                pass();
              });
          }
        : undefined;
    const first = await nights.newNight().begin();
    const problems = [expect.stringContaining('Another run is under way'), expect.stringContaining('journal')];
    expect(second).toMatchObject([{ said: { exitCode: exitCodes.refused, problems } }]);
    expect(first.said?.exitCode).toBe(exitCodes.agrees);
    expect(nights.graph.asked).toHaveLength(3);
  });
});
