/** Loaded into a measured process before its own code: at its end it appends the most memory that it held to a file, in bytes. */
import { appendFileSync, readFileSync } from 'node:fs';

process.on('exit', () => {
  const file = process.env['BENCH_PEAK_FILE'];
  if (file !== undefined) appendFileSync(file, `${String(peakMemory())}\n`);
});

/** Linux counts into a child's maximum what its parent held when it started it, so its own account comes first. */
function peakMemory(): number {
  try {
    const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kibibytes !== undefined) return Number(kibibytes) * 1024;
  } catch {
    // Not on Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
