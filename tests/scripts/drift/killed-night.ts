import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';

/**
 * A night in a process of its own, made of what was built: against a server of the test, in one API version, with waits that take no time. It counts
 * its calls of the file system, and with `killAt` ends itself before one of them, as a power cut does. With `fullFrom` the disk is full from that write on:
 * files can be opened and removed, and take no byte.
 */
const program = `
const fs = require('node:fs');
const [dist, origin, folder, killAt, fullFrom] = process.argv.slice(1);
let calls = 0;
let writes = 0;
for (const name of ['openSync', 'writeSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'renameSync', 'linkSync', 'rmSync']) {
  const original = fs[name];
  fs[name] = (...args) => {
    calls += 1;
    if (calls === Number(killAt)) process.kill(process.pid, 'SIGKILL');
    if (name.startsWith('write') && args[0] > 2) writes += 1;
    if (writes >= Number(fullFrom) && name.startsWith('write') && args[0] > 2) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    return original(...args);
  };
}
const { runNight } = require(dist + '/scripts/drift/run-night.js');
const { emulatedClock } = require(dist + '/scripts/drift/clock.js');
const { GraphClient } = require(dist + '/scripts/client/graph-client.js');
const { contracts } = require(dist + '/contracts/judge/compiled-contracts.js');
const checks = JSON.parse(process.env.CHECKS).map(({ operation, version, ids }) => ({
  contract: contracts.find(({ name }) => name === operation), version, ids,
}));
const client = new GraphClient({ baseUrl: origin, token: () => Promise.resolve('made-up') });
const stage = { client, tenant: 'a-tenant', checks, journalFile: folder + '/journal.json', clock: emulatedClock(Date.now) };
process.stdout.write('ready\\n');
process.stdin.once('data', () => {
  calls = 0;
  writes = 0;
  runNight(stage, { failOn: 'breaking' }).then(({ report }) => {
    process.stdout.write(JSON.stringify({ exitCode: report.exitCode, problems: report.problems, calls, writes }) + '\\n');
    process.exit(0);
  }, (error) => {
    process.stdout.write(JSON.stringify({ error: error.name, message: error.message }) + '\\n');
    process.exit(0);
  });
});
`;

export interface Ended {
  readonly signal: NodeJS.Signals | null;
  /** What the night came to, unless it was killed. */
  readonly said:
    | {
        readonly exitCode?: number;
        /** What kept it from beginning. */
        readonly problems?: readonly string[];
        readonly calls?: number;
        readonly writes?: number;
        readonly error?: string;
        readonly message?: string;
      }
    | undefined;
}

/** A night that is loaded, and waits to begin: so that many of them cost little. */
export class NightProcess {
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;

  constructor(
    origin: string,
    folder: string,
    checks: readonly { operation: string; version: string; ids: object }[],
    killAt = 0,
    fullFrom = Infinity,
  ) {
    this.child = spawn(process.execPath, ['-e', program, join(packageRoot, 'dist'), origin, folder, String(killAt), String(fullFrom)], {
      env: { CHECKS: JSON.stringify(checks) },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let output = '';
    this.child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    this.ended = new Promise((resolve, reject) => {
      this.child.on('error', reject);
      this.child.on('close', (_, signal) => {
        const said = output.split('\n')[1] ?? '';
        resolve({ signal, said: said === '' ? undefined : (JSON.parse(said) as Ended['said']) });
      });
    });
  }

  /** Lets the night begin. @returns how it ended. */
  begin(): Promise<Ended> {
    this.child.stdin?.write('go\n');
    return this.ended;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
