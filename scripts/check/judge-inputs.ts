import type { ReadWatcher } from '../../recordings/input/chunks.js';
import type { Part } from '../../recordings/input/part.js';
import { ReadError } from '../../recordings/read-error.js';
import { cutInput, type InputOptions } from '../../recordings/read-input.js';
import { Unreadable } from '../../recordings/unreadable.js';
import { StaleRecordings } from '../report/stale-recordings.js';
import type { Tally } from '../report/tally.js';
import { PartJudge, type JudgedPart, type JudgeOptions } from './judge-part.js';
import type { SecondThread } from './second-thread.js';

/** After so many items a second thread is worth its start. */
const manyItems = 2_000;

/** How many parts may be judged before those that come first are. */
const mostAhead = 8;

/** Loaded when it is needed: most inputs are short. */
async function startSecondThread(options: JudgeOptions): Promise<SecondThread | undefined> {
  return (await import('./second-thread.js')).SecondThread.start(options);
}

/** Somebody who wants to know how much was read, and how many exchanges were judged. */
export interface JudgeWatcher extends ReadWatcher {
  judged(count: number): void;
}

/** One input, while it is judged. */
interface Reading {
  /** The parts that are judged or about to be, in their order. */
  readonly waiting: (JudgedPart | Promise<JudgedPart>)[];
  readonly unreadable: Unreadable;
  readonly watcher: JudgeWatcher | undefined;
}

/** Judges what inputs hold, and adds it to a tally: long ones in two threads. The parts are added in their order, so that nobody can tell. */
export class InputJudge {
  /** The recordings among the inputs that are stale. */
  readonly stale: StaleRecordings;
  private readonly parts: PartJudge;
  private second: SecondThread | undefined;
  private items = 0;

  /** @param startSecond starts the second thread, if there is to be one. */
  constructor(
    private readonly tally: Tally,
    private readonly options: JudgeOptions,
    private readonly startSecond: typeof startSecondThread = startSecondThread,
  ) {
    this.stale = new StaleRecordings(options.staleness);
    this.parts = new PartJudge(options);
  }

  /** @throws ReadError, after all that could be read was judged. */
  async judge(file: string, options?: InputOptions, watcher?: JudgeWatcher): Promise<void> {
    const reading: Reading = { waiting: [], unreadable: new Unreadable(), watcher };
    let name = file;
    let failure: ReadError | undefined;
    try {
      for await (const part of cutInput(file, options, watcher)) {
        ({ name } = part);
        await this.considerSecond(part);
        reading.waiting.push(this.judgePart(part));
        if (reading.waiting.length > mostAhead) await this.addFirst(reading);
      }
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      failure = error;
    }
    while (reading.waiting.length > 0) await this.addFirst(reading);
    reading.unreadable.assertNone(name, failure);
  }

  async stop(): Promise<void> {
    await this.second?.stop();
  }

  private judgePart(part: Part): JudgedPart | Promise<JudgedPart> {
    return this.second?.hasRoom() === true ? this.second.judge(part) : this.parts.judge(part);
  }

  private async considerSecond(part: Part): Promise<void> {
    const before = this.items;
    this.items += part.items.length;
    if (before <= manyItems && this.items > manyItems) this.second = await this.startSecond(this.options);
  }

  /** Adds what comes first. */
  private async addFirst(reading: Reading): Promise<void> {
    const judged = await reading.waiting.shift();
    if (judged === undefined) return;
    const { tally, stale, unreadable } = judged;
    this.tally.addAll(tally);
    for (const one of stale) this.stale.merge(one);
    reading.watcher?.judged(tally.summary.exchanges);
    reading.unreadable.add(unreadable);
  }
}
