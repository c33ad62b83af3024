// Loaded before the program that is measured: on its way out, that writes down on file descriptor 3 what it took.
import { readFileSync, writeSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, JSON.stringify({ peakKiB: peakKiB(), cpuMs: (user + system) / 1_000 }));
});

/** On Linux the process's own peak: what `resourceUsage` says there begins with that of the process which started it. */
function peakKiB() {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
