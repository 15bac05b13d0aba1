import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { plainEnvironment } from '../measure/run-node.js';

/** From here on, all that is kept once is there: enough exchanges of each kind, and compiled code. */
export const settledAt = 20_000;
export const endsAt = 100_000;

/** In bytes: what is in use after a collection, and the most that the process ever had. */
export interface MemoryAt {
  readonly heap: number;
  readonly peak: number;
}

export interface ProxyMemory {
  readonly settled: MemoryAt;
  readonly end: MemoryAt;
}

/** Measures the memory of the recording proxy, in a process of its own. @throws when that fails. */
export function measureProxyMemory(upstreamPort: number, folder: string): Promise<ProxyMemory> {
  const args = ['--expose-gc', join(__dirname, 'proxy-memory-run.js'), String(upstreamPort), folder];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { env: plainEnvironment() }, (error, stdout) => {
      if (error === null) resolve(JSON.parse(stdout) as ProxyMemory);
      else reject(new Error(error.message));
    });
  });
}
