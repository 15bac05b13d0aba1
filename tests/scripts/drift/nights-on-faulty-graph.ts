import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { FaultyGraph } from './faulty-graph.js';
import { NightProcess } from './killed-night.js';
import { firstCheck } from './night-of.js';

/** One Graph for all tests of a file, a folder for each, and nights in processes of their own, of which none outlives its test. */
export class NightsOnFaultyGraph {
  private started: FaultyGraph | undefined;
  private given: TemporaryFolder | undefined;
  private readonly children: NightProcess[] = [];

  constructor() {
    beforeAll(async () => {
      this.started = await FaultyGraph.start();
    });
    beforeEach(() => {
      this.given = new TemporaryFolder();
    });
    afterEach(() => {
      for (const child of this.children.splice(0)) child.kill();
      this.given?.remove();
    });
    afterAll(() => this.started?.close());
  }

  get graph(): FaultyGraph {
    if (this.started === undefined) throw new Error('There is a Graph in tests only.');
    return this.started;
  }

  get folder(): string {
    if (this.given === undefined) throw new Error('There is a folder in tests only.');
    return this.given.path;
  }

  /** A night of the first check; `killAt` and `fullFrom` are those of `NightProcess`. */
  newNight(killAt?: number, fullFrom?: number): NightProcess {
    const { contract, version, ids } = firstCheck(this.graph.emulator);
    const night = new NightProcess(this.graph.origin, this.folder, [{ operation: contract.name, version, ids }], killAt, fullFrom);
    this.children.push(night);
    return night;
  }
}
