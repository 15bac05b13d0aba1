import { execFile } from 'node:child_process';
import { packageRoot } from '../../contracts/folders.js';

/** What came of it: how the tenant was opened, and what Graph answered to each request, as a status or the code of a failure. */
export interface Opened {
  readonly kind: string;
  readonly way?: string;
  readonly reason?: string;
  readonly sentence?: string;
  readonly answers?: readonly (number | string)[];
  /** All that the child wrote, on both streams. */
  readonly output: string;
}

/** Opens the tenant of the configuration, and reads its first assignment as often as it is told; an error ends it, and is said by name. */
const script = `
const [root, file, reads] = process.argv.slice(1);
const load = (path) => require(root + '/dist/' + path);
const answers = [];
const say = (result) => console.log('\\n' + JSON.stringify({ ...result, answers }));
(async () => {
  const config = load('scripts/tenant/config.js').readConfig(file);
  const { kind, client, reason, sentence } = await load('scripts/tenant/open-tenant.js').openTenant(config, process.env);
  const [assignment] = config.assignments;
  const contract = load('contracts/judge/compiled-contracts.js').contracts.find(({ name }) => name === assignment.operation);
  for (let left = kind === 'open' ? Number(reads) : 0; left > 0; left -= 1) {
    const { response, failure } = await client.read(contract, 'v1.0', assignment);
    answers.push(response?.status ?? failure);
  }
  say({ kind, reason, sentence });
})().catch(({ name, message }) => say({ kind: name, sentence: message }));
`;

/** For a child that hangs, in milliseconds: below the time-out of a test, which could not end it. */
const longest = 120_000;

/** Runs what is built, in a process of its own: trust in a certificate is given to a process when it starts, and to the whole of it. */
export function openTenantInChild(file: string, environment: Readonly<Record<string, string>>, reads = 1): Promise<Opened> {
  const options = {
    env: { PATH: process.env['PATH'], ...environment },
    cwd: packageRoot,
    timeout: longest,
    killSignal: 'SIGKILL',
  } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, ['-e', script, packageRoot, file, String(reads)], options, (error, stdout, stderr) => {
      const output = stdout + stderr;
      const said = stdout.trimEnd().split('\n').at(-1) ?? '';
      if (error?.killed === true) resolve({ kind: 'hung', sentence: `It did not end in ${String(longest / 1000)} s.`, output });
      else if (said.startsWith('{')) resolve({ ...(JSON.parse(said) as Omit<Opened, 'output'>), output });
      else resolve({ kind: 'crashed', sentence: stderr, output });
    });
  });
}
