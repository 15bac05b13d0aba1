import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { packageRoot } from '../../../contracts/folders.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { Enough } from '../enough.js';
import type { RecordingResult, RecorderOptions } from '../recorder.js';
import { withLeftOut } from '../left-out.js';
import { RecordingError } from '../recording-error.js';
import { startThread } from '../../start-thread.js';
import { systemErrorCode } from '../../system-error.js';
import { arrived } from './carried-error.js';
import type { Handed, Said, ThreadOptions, Told } from './messages.js';

/** What it runs is built: a thread has no compiler of its own. */
const entry = join(packageRoot, 'dist', 'recordings', 'recorder', 'thread', 'recorder-thread-entry.js');

/** Small, so that what was recorded is soon forgotten. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 };

/** When so many characters of exchanges are not worked off, the next one has to wait: else the memory would fill with raw traffic. */
const mostWaiting = 16e6;

/**
 * Records in a thread of its own: redaction, scan and writing take longer than to pass an exchange on. Raw traffic goes from memory to memory. It
 * keeps what `Recorder` promises, and writes as it goes.
 */
export class RecorderThread {
  private readonly enough: Enough;
  private batch: string[] = [];
  private handing: NodeJS.Immediate | undefined;
  private waiting = 0;
  private waitForRoom: { readonly room: Promise<void>; readonly resolve: () => void } | undefined;
  private isStopped = false;
  private isOpen = false;
  private ended: Error | undefined;
  private answer: ((said: Said | undefined) => void) | undefined;

  private constructor(
    private readonly worker: Worker,
    most: number | undefined,
    private readonly onStop: RecorderOptions['onStop'],
  ) {
    this.enough = new Enough(most);
    worker.on('message', (said: Said) => {
      this.hear(said);
    });
    worker.on('error', (error) => {
      this.end(systemErrorCode(error));
    });
    worker.on('exit', () => {
      this.end('it stopped');
    });
  }

  /**
   * Takes the folder for itself. Undefined where there is no core to spare, or no thread can be started: then `Recorder` does the same.
   * @param onStop is told at once, in a sentence for the user, why nothing more can be recorded.
   * @throws RecordingError as `Recorder.open` does.
   */
  static async open(options: ThreadOptions, onStop?: RecorderOptions['onStop']): Promise<RecorderThread | undefined> {
    if (availableParallelism() < 2) return undefined;
    const { folder, update, scenario, most } = options;
    const worker = startThread(entry, { workerData: { folder, update, scenario, most }, resourceLimits });
    if (worker === undefined) return undefined;
    const thread = new RecorderThread(worker, most, onStop);
    const said = await thread.hears();
    if (said?.what === 'opened') {
      thread.isOpen = true;
      return thread;
    }
    await thread.worker.terminate();
    if (said?.what === 'failed') throw arrived(said.error);
    return undefined;
  }

  /** Takes note of an exchange, whatever it is about; what is not wanted is passed over. Never throws, and never waits. */
  add(exchange: Exchange): void {
    if (this.isStopped || !this.enough.wants(exchange)) return;
    const text = JSON.stringify({ when: Date.now(), exchange } satisfies Handed);
    this.batch.push(text);
    this.waiting += text.length;
    this.handing ??= setImmediate(() => {
      this.hand();
    });
  }

  /** Settles when there is room for more; undefined when there is. */
  room(): Promise<void> | undefined {
    if (this.waiting <= mostWaiting || this.ended !== undefined) return undefined;
    if (this.waitForRoom === undefined) {
      let resolve: () => void = () => undefined;
      const room = new Promise<void>((settle) => (resolve = settle));
      this.waitForRoom = { room, resolve };
    }
    return this.waitForRoom.room;
  }

  /** Writes what is left, and gives the folder back. @throws RecordingError, SecretFoundError or RedactionError: then nothing was changed. */
  async close(): Promise<RecordingResult> {
    this.hand();
    const said = await this.ask('close');
    if (said?.what === 'closed') return withLeftOut(said.recorded, this.enough);
    throw said?.what === 'failed' ? arrived(said.error) : (this.ended ?? new RecordingError('The thread that records was closed before.'));
  }

  /** Gives the folder back as it was. */
  async abandon(): Promise<void> {
    await this.ask('abandon');
  }

  private hand(): void {
    clearImmediate(this.handing);
    this.handing = undefined;
    if (this.batch.length === 0) return;
    const exchanges = `[${this.batch.join(',')}]`;
    // The brackets and commas count with them, since they are taken off again.
    this.waiting += this.batch.length + 1;
    this.batch = [];
    this.tell({ exchanges });
  }

  /** Its last answer: after it the thread ends. */
  private async ask(told: 'close' | 'abandon'): Promise<Said | undefined> {
    if (this.ended !== undefined) return undefined;
    this.isOpen = false;
    this.tell(told);
    const said = await this.hears();
    await this.worker.terminate();
    return said;
  }

  private tell(told: Told): void {
    this.worker.postMessage(told);
  }

  private hears(): Promise<Said | undefined> {
    return new Promise((resolve) => (this.answer = resolve));
  }

  private hear(said: Said): void {
    if (said.what === 'stopped') {
      this.stop(said.why);
      return;
    }
    if (said.what !== 'worked') {
      this.answer?.(said);
      return;
    }
    this.waiting -= said.size;
    if (this.waiting <= mostWaiting) this.makeRoom();
  }

  private makeRoom(): void {
    this.waitForRoom?.resolve();
    this.waitForRoom = undefined;
  }

  private stop(why: string): void {
    if (!this.isStopped) this.onStop?.(why);
    this.isStopped = true;
  }

  private end(why: string): void {
    this.ended ??= new RecordingError(
      `The thread that records has ended before its time (${why}). What it had written until then is whole; record again for the rest.`,
    );
    if (this.isOpen) this.stop(this.ended.message);
    this.makeRoom();
    this.answer?.(undefined);
  }
}
