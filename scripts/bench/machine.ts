import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** What the figures were measured on, in one line. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const gibibytes = Math.round(totalmem() / 1024 ** 3);
  return `${model}, ${String(availableParallelism())} cores, ${String(gibibytes)} GiB, ${type()} ${release()}, Node ${process.versions.node}`;
}
