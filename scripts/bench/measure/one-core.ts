import { spawnSync } from 'node:child_process';

/** Pins this process and those that it starts to one core. @returns a function that undoes it; undefined if there is no `taskset`. */
export function pinToOneCore(): (() => void) | undefined {
  const pin = (...cores: string[]) => spawnSync('taskset', ['-p', '-c', ...cores, String(process.pid)], { encoding: 'utf8' });
  const [allowed, last] = /[\d,-]*?(\d+)\s*$/.exec(pin().stdout) ?? [];
  if (allowed === undefined || last === undefined || pin(last).status !== 0) return undefined;
  return () => pin(allowed.trim());
}
