import type { ReadWatcher } from '../../recordings/input/chunks.js';
import type { InputFormat } from '../../recordings/input/format.js';
import { ReadError } from '../../recordings/read-error.js';
import { readPieces, type Piece } from '../../recordings/read-input.js';
import { StaleRecordings } from '../report/stale-recordings.js';
import type { Tally } from '../report/tally.js';
import { judgePiece, type JudgedPiece, type JudgeOptions } from './judge-piece.js';
import type { SecondThread } from './second-thread.js';

/** After so many items a second thread is worth its start. */
const manyItems = 2_000;

/** How many pieces may be judged before those that come first are. */
const mostAhead = 8;

/** Loaded when it is needed: most inputs are short. */
async function startSecondThread(options: JudgeOptions): Promise<SecondThread | undefined> {
  return (await import('./second-thread.js')).SecondThread.start(options);
}

/** Somebody who wants to know how much was read, and how many exchanges were judged. */
export interface JudgeWatcher extends ReadWatcher {
  judged(count: number): void;
}

interface Waiting {
  readonly name: string;
  readonly judged: JudgedPiece | Promise<JudgedPiece>;
}

/** Judges what inputs hold, and adds it to a tally: long ones in two threads. The pieces are added in their order, so that nobody can tell. */
export class InputJudge {
  /** The recordings among the inputs that are stale. */
  readonly stale: StaleRecordings;
  private second: SecondThread | undefined;
  private items = 0;

  /** @param startSecond starts the second thread, if there is to be one. */
  constructor(
    private readonly tally: Tally,
    private readonly options: JudgeOptions,
    private readonly startSecond: typeof startSecondThread = startSecondThread,
  ) {
    this.stale = new StaleRecordings(options.staleness);
  }

  /** @throws ReadError, after what could be read was judged. */
  async judge(file: string, format?: InputFormat, watcher?: JudgeWatcher): Promise<void> {
    const waiting: Waiting[] = [];
    try {
      for await (const piece of readPieces(file, format, watcher)) {
        await this.considerSecond(piece);
        waiting.push({ name: 'part' in piece ? piece.part.name : file, judged: this.judgePiece(piece) });
        if (waiting.length > mostAhead) await this.addFirst(waiting, watcher);
      }
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      // What stands before the broken place may be broken too, and comes first.
      await this.addAll(waiting, watcher);
      throw error;
    }
    await this.addAll(waiting, watcher);
  }

  async stop(): Promise<void> {
    await this.second?.stop();
  }

  private judgePiece(piece: Piece): JudgedPiece | Promise<JudgedPiece> {
    return 'part' in piece && this.second?.hasRoom() === true ? this.second.judge(piece.part) : judgePiece(piece, this.options);
  }

  private async considerSecond(piece: Piece): Promise<void> {
    if (!('part' in piece)) return;
    const before = this.items;
    this.items += piece.part.items.length;
    if (before <= manyItems && this.items > manyItems) this.second = await this.startSecond(this.options);
  }

  private async addAll(waiting: Waiting[], watcher: JudgeWatcher | undefined): Promise<void> {
    while (waiting.length > 0) await this.addFirst(waiting, watcher);
  }

  private async addFirst(waiting: Waiting[], watcher: JudgeWatcher | undefined): Promise<void> {
    const first = waiting.shift();
    if (first === undefined) return;
    const { tally, stale, broken } = await first.judged;
    this.tally.addAll(tally);
    for (const one of stale) this.stale.merge(one);
    watcher?.judged(tally.summary.exchanges);
    if (broken === undefined) return;
    waiting.length = 0;
    throw new ReadError(first.name, broken);
  }
}
