// @ts-check

/**
 * Says on stderr what is being done, shows that it goes on, and how long it took.
 * stderr, so that `npm run hub -- … > file` stays clean.
 * @template T
 * @param {string} title @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(title, work, stream = process.stderr) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  stream.write(`${title} …\n`);
  const tick = stream.isTTY
    ? setInterval(() => stream.write(`\r  ${seconds()} s `), 1000)
    : setInterval(() => stream.write(`  still at it, ${seconds()} s\n`), 15_000);
  try {
    return await work();
  } finally {
    clearInterval(tick);
    stream.write(`${stream.isTTY ? '\r' : ''}  ended after ${seconds()} s\n`);
  }
}
