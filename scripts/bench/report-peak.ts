/** Preloaded into a measured process: appends its peak memory in bytes to a file. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

process.on('exit', () => {
  // On Linux, maxRSS of a child includes the memory of its parent at the start of the child. VmHWM does not.
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const kibibytes = Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
  appendFileSync(process.env['BENCH_PEAK_FILE'] ?? '', `${kibibytes * 1024}\n`);
});
