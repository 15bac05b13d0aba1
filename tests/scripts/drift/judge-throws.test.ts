/** Something throws while an assignment is being touched: it is put back all the same, and only then is the run broken off. */
import { existsSync } from 'node:fs';

import * as weather from '../../../contracts/judge/inconclusive-answer.js';
import { exitCodes } from '../../../scripts/verdict/exit-code.js';
import { HeldErrors } from '../../../scripts/drift/session/drift-run.js';
import * as judging from '../../../scripts/drift/judge-rounds.js';

import { runDrift } from '../../../scripts/drift/run-drift.js';
import type { DriftResult } from '../../../scripts/drift/run-drift.js';
import * as comparing from '../../../scripts/drift/session/assignment-body.js';
import * as tallying from '../../../scripts/verdict/verdict.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { answerInProcess } from './answer-in-process.js';
import { FaultyGraph, garble } from './faulty-graph.js';
import { firstCheck, targetOn } from './target-on.js';

let folder: TemporaryFolder;
let graph: FaultyGraph;
let log: jest.SpyInstance;
beforeEach(() => {
  folder = new TemporaryFolder();
  graph = new FaultyGraph();
  log = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
  folder.remove();
});
answerInProcess(() => graph.fetch);

/** How many updates leave another target behind than they were sent, and whether the answers to them drift. */
interface Kind {
  readonly name: string;
  readonly garbled: number;
  readonly drifts?: true;
}

const kinds: readonly Kind[] = [
  { name: 'a healthy Graph', garbled: 0 },
  { name: 'a Graph that drifts', garbled: 0, drifts: true },
  { name: 'a Graph that garbles the first update', garbled: 1 },
  { name: 'a Graph that garbles two updates', garbled: 2 },
  { name: 'a Graph that garbles every update', garbled: Infinity },
];

/** @returns the tenant as it was. */
function prepare({ garbled, drifts }: Kind): string {
  const { contract, ids } = firstCheck(graph.emulator);
  graph.asked.length = 0;
  graph.choose = () => undefined;
  graph.forgetUpdates();
  if (drifts) graph.emulator.simulate = 'no-content';
  graph.afterUpdate = (emulator, number) => {
    if (number <= garbled) garble(emulator, ids, contract.name);
  };
  return graph.state;
}

function night(): Promise<DriftResult> {
  return runDrift(targetOn('http://127.0.0.1:1', folder.path, [firstCheck(graph.emulator)]), { failOn: 'breaking' });
}

const journal = (): boolean => existsSync(`${folder.path}/journal.json`);

type Real = (...args: never[]) => unknown;

/** Puts another function in the place of one of a module. */
function replacing<K extends string>(module: Record<K, Real>, name: K): (replace: (real: Real) => Real) => void {
  const real = module[name];
  return (replace) => {
    jest.spyOn(module as Record<string, Real>, name).mockImplementation(replace(real));
  };
}

/** What throws: each is called at other steps of a run, from the first read to the last one. */
const places = {
  'the judge': replacing(judging, 'judgeRound'),
  'what reads an answer': replacing(weather, 'inconclusiveReasonIn'),
  'what compares': replacing(comparing, 'differingMembers'),
  'what decides the verdict': replacing(tallying, 'verdictOf'),
};

const mistakes: readonly Error[] = [
  new RangeError('Maximum call stack size exceeded'),
  new TypeError('not a function'),
  Object.assign(new Error('a-secret-value'), { code: 42 }),
];

/** The tenant is as it was and the run broke off with the mistake, or it ended with 5 and the journal holds how it was. */
function expectSafe(kind: Kind, outcome: DriftResult | { readonly error: unknown }, mistake: Error, before: string, at: number): void {
  const said = { at, asked: graph.asked.join(' ') };
  if ('error' in outcome) {
    expect({ ...said, outcome, journal: journal(), state: graph.state }).toEqual({
      ...said,
      outcome: { error: mistake },
      journal: false,
      state: before,
    });
    return;
  }
  const { exitCode, problems = [] } = outcome.report;
  expect({ ...said, exitCode, mayFail: kind.garbled > 1, journal: journal() }).toEqual({
    ...said,
    exitCode: exitCodes['not-restored'],
    mayFail: true,
    journal: true,
  });
  expect(problems.join(' ')).toContain(' could not be restored. ');
  expect(JSON.stringify(outcome)).not.toContain('a-secret-value');
  // Where the bug is, and not its message: that could quote an answer.
  expect(log).toHaveBeenCalledWith(mistake.name);
  expect(JSON.stringify(log.mock.calls)).not.toContain(mistake.message);
}

async function expectMended(before: string, at: number): Promise<void> {
  prepare({ name: 'mended', garbled: 0 });
  const { report } = await night();
  expect({ at, verdict: report.verdict, journal: journal(), state: graph.state }).toEqual({
    at,
    verdict: 'agrees',
    journal: false,
    state: before,
  });
}

describe.each(Object.entries(places))('%s throws', (_, throwIn) => {
  test.each(kinds)('at each of its calls, once: $name', async (kind) => {
    let calls = Infinity;
    for (let at = 1; calls >= at; at += 1) {
      const before = prepare(kind);
      calls = 0;
      const mistake = mistakes[at % mistakes.length] ?? new Error();
      throwIn((real) => (...args) => {
        calls += 1;
        if (calls === at) throw mistake;
        return real(...args);
      });
      const outcome = await night().catch((error: unknown) => ({ error }));
      throwIn((real) => real);
      if (calls >= at) expectSafe(kind, outcome, mistake, before, at);
      else expect(at).toBeGreaterThan(1);
      await expectMended(before, at);
    }
  });

  test('at each call from one on, when Graph garbles every update: nothing is lost, and no report says that all is well', async () => {
    const kind = { name: '', garbled: Infinity };
    let calls = Infinity;
    for (let at = 1; calls >= at; at += 1) {
      const before = prepare(kind);
      calls = 0;
      throwIn((real) => (...args) => {
        calls += 1;
        if (calls >= at) throw mistakes[0] ?? new Error();
        return real(...args);
      });
      const outcome = await night().catch(() => undefined);
      throwIn((real) => real);
      const exitCode = outcome?.report.exitCode;
      expect([undefined, exitCodes['not-restored']]).toContain(exitCode);
      expect({ at, kept: journal() || graph.state === before }).toEqual({ at, kept: true });
      await expectMended(before, at);
    }
  });
});

test('what nobody awaits does not end a run before its read-back', async () => {
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
