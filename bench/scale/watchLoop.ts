/** The longest stretch for which the loop of events came to nothing else. */
export interface LongestStretch {
  /** By the clock, which also counts what other processes took. */
  clockMs: number;
  /** The most that the loop's own thread worked in one stretch. */
  workMs: number;
}

/** Watches the loop by a timer that is due each millisecond; what it returns ends that, and tells what was seen. */
export function watchLoop(): () => Promise<LongestStretch> {
  const longest: LongestStretch = { clockMs: 0, workMs: 0 };
  let since = performance.now();
  let before = process.threadCpuUsage();
  const timer = setInterval(() => {
    const now = performance.now();
    const { user, system } = process.threadCpuUsage(before);
    longest.clockMs = Math.max(longest.clockMs, now - since);
    longest.workMs = Math.max(longest.workMs, (user + system) / 1_000);
    since = now;
    before = process.threadCpuUsage();
  }, 1);
  return async () => {
    // The last stretch shows only when the loop turns once more.
    await new Promise((resolve) => setTimeout(resolve, 20));
    clearInterval(timer);
    return longest;
  };
}
