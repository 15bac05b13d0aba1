import { Worker, type WorkerOptions } from 'node:worker_threads';
import { systemErrorCode } from './system-error.js';

/** Starts a thread. Undefined where the system allows no more of them, as in a container with few processes. */
export function startThread(script: string, options: WorkerOptions): Worker | undefined {
  try {
    return new Worker(script, options);
  } catch (error) {
    if (systemErrorCode(error) === 'ERR_WORKER_INIT_FAILED') return undefined;
    throw error;
  }
}
