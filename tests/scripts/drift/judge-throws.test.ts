/** A bug throws while an assignment is being updated: it is restored all the same, and only then does the run end. */
import * as inconclusive from '../../../contracts/judge/inconclusive-answer.js';
import * as judging from '../../../scripts/drift/judge-rounds.js';
import type { DriftResult } from '../../../scripts/drift/run-drift.js';
import * as comparing from '../../../scripts/drift/session/assignment-body.js';
import { HeldErrors } from '../../../scripts/drift/session/drift-run.js';
import { exitCodes } from '../../../scripts/verdict/exit-code.js';
import * as tallying from '../../../scripts/verdict/verdict.js';
import { useRunsInProcess } from './runs-in-process.js';

const runs = useRunsInProcess();
let log: jest.SpyInstance;
beforeEach(() => {
  log = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** `garbled` is how many updates leave another target. */
interface Kind {
  readonly name: string;
  readonly garbled: number;
  readonly drifts?: true;
}

const garblesAlways: Kind = { name: 'a Graph that garbles every update', garbled: Infinity };

const kinds: readonly Kind[] = [
  { name: 'a healthy Graph', garbled: 0 },
  { name: 'a Graph that drifts', garbled: 0, drifts: true },
  { name: 'a Graph that garbles the first update', garbled: 1 },
  { name: 'a Graph that garbles two updates', garbled: 2 },
  garblesAlways,
];

type Real = (...args: never[]) => unknown;

/** Replaces a function of a module. */
function replacing<K extends string>(module: Record<K, Real>, name: K): (replace: (real: Real) => Real) => void {
  const real = module[name];
  return (replace) => {
    jest.spyOn(module as Record<string, Real>, name).mockImplementation(replace(real));
  };
}

/** The functions that throw. Each is called at other steps of a run. */
const places = {
  'the judge': replacing(judging, 'judgeRound'),
  'the classifier of responses': replacing(inconclusive, 'inconclusiveReasonIn'),
  'the comparison': replacing(comparing, 'differingMembers'),
  'the verdict': replacing(tallying, 'verdictOf'),
};

const mistakes: readonly Error[] = [
  new RangeError('Maximum call stack size exceeded'),
  new TypeError('not a function'),
  Object.assign(new Error('a-secret-value'), { code: 42 }),
];

/** Either the tenant is unchanged and the run ended with the error, or it ended with 5 and the journal holds the earlier state. */
function expectSafe(kind: Kind, outcome: DriftResult | { readonly error: unknown }, mistake: Error, before: string, at: number): void {
  const context = { at, methods: runs.graph.methods.join(' ') };
  const journal = runs.hasJournal();
  if ('error' in outcome) {
    const expected = { ...context, outcome: { error: mistake }, journal: false, state: before };
    expect({ ...context, outcome, journal, state: runs.graph.state }).toEqual(expected);
    return;
  }
  const { exitCode, problems = [] } = outcome.report;
  const expected = { ...context, exitCode: exitCodes['not-restored'], mayFail: true, journal: true };
  expect({ ...context, exitCode, mayFail: kind.garbled > 1, journal }).toEqual(expected);
  expect(problems.join(' ')).toContain(' could not be restored. ');
  expect(JSON.stringify(outcome)).not.toContain('a-secret-value');
  // The place of the bug without its message, which could quote a response.
  expect(log).toHaveBeenCalledWith(mistake.name);
  expect(JSON.stringify(log.mock.calls)).not.toContain(mistake.message);
}

describe.each(Object.entries(places))('%s throws', (_, throwIn) => {
  /** Runs again and again, until a run makes fewer calls than `at`; in each, some calls throw. */
  async function atEachCall(
    { garbled, drifts }: Kind,
    throwsAt: (call: number, at: number) => boolean,
    check: (outcome: DriftResult | { readonly error: unknown }, mistake: Error, before: string, at: number) => void,
  ): Promise<void> {
    const { graph } = runs;
    const before = graph.state;
    let calls = Infinity;
    for (let at = 1; calls >= at; at += 1) {
      graph.heal();
      if (drifts) graph.emulator.simulate = 'no-content';
      graph.garbleUpdates((update) => update <= garbled);
      calls = 0;
      const mistake = mistakes[at % mistakes.length] ?? new Error();
      throwIn((real) => (...args) => {
        calls += 1;
        if (throwsAt(calls, at)) throw mistake;
        return real(...args);
      });
      const outcome = await runs.run().catch((error: unknown) => ({ error }));
      throwIn((real) => real);
      if (calls >= at) check(outcome, mistake, before, at);
      else expect(at).toBeGreaterThan(1);
      await runs.expectMended(before, at);
    }
  }

  test.each(kinds)('at each of its calls, once: $name', async (kind) => {
    await atEachCall(
      kind,
      (call, at) => call === at,
      (...outcome) => {
        expectSafe(kind, ...outcome);
      },
    );
  });

  test('at each call from one on, when Graph garbles every update: the earlier state is kept, and no run passes', async () => {
    await atEachCall(
      garblesAlways,
      (call, at) => call >= at,
      (outcome, _mistake, before, at) => {
        if (!('error' in outcome)) expect(outcome.report.exitCode).toBe(exitCodes['not-restored']);
        expect({ at, kept: runs.hasJournal() || runs.graph.state === before }).toEqual({ at, kept: true });
      },
    );
  });
});

test('an error outside of every call chain does not end a run before its read-back', async () => {
  const held = new HeldErrors();
  const listeners = process.listenerCount('unhandledRejection');
  const release = held.holdUncaught();
  process.emit('unhandledRejection', mistakes[0], Promise.resolve());
  process.emit('uncaughtException', new Error('another'));
  release();
  expect(process.listenerCount('unhandledRejection')).toBe(listeners);
  expect(() => {
    held.rethrow();
  }).toThrow(mistakes[0]);
  expect(() => {
    held.rethrow();
  }).not.toThrow();
  expect(await held.attempt(() => 7)).toBe(7);
});
