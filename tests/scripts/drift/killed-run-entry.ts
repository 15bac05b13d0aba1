/** A run in a process of its own, which begins at a line on stdin. It counts its calls of the file system, and kills itself before one of them. */
import fs from 'node:fs';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { GraphClient } from '../../../scripts/client/graph-client.js';
import { emulatedClock } from '../../../scripts/drift/session/clock.js';
import { runDrift } from '../../../scripts/drift/run-drift.js';
import type { RunTask, Outcome } from './killed-run.js';

const { origin, folder, operation, version, ids, killAt, mode } = JSON.parse(process.argv[2] ?? '') as RunTask;
let calls = 0;
let callsBeforeUpdate = 0;

const watched: Record<string, (...args: unknown[]) => unknown> = fs as never;
for (const name of ['openSync', 'writeSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'renameSync', 'linkSync', 'rmSync']) {
  const original = watched[name];
  watched[name] = (...args) => {
    calls += 1;
    if (calls === killAt) process.kill(process.pid, 'SIGKILL');
    return original?.(...args);
  };
}

const contract = contracts.find(({ name }) => name === operation);
if (contract === undefined) throw new Error(`There is no operation ${operation}.`);
const client = new GraphClient({ baseUrl: origin, token: () => Promise.resolve('made-up') });
const target = {
  client: {
    read: client.read.bind(client),
    update: (...args: Parameters<GraphClient['update']>) => {
      callsBeforeUpdate ||= calls;
      return client.update(...args);
    },
  },
  tenant: 'a-tenant',
  checks: [{ contract, version, ids }],
  probe: { contract, version, ids },
  journalFile: `${folder}/journal.json`,
  clock: emulatedClock(Date.now),
};
process.stdin.once('data', () => {
  calls = 0;
  void runDrift(target, { failOn: 'breaking', mode }).then(({ report: { exitCode, problems } }) => {
    const outcome: Outcome = { exitCode, problems, calls, callsBeforeUpdate };
    process.stdout.write(JSON.stringify(outcome));
    process.exit(0);
  });
});
