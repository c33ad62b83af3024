// @ts-check
import { spawn } from 'node:child_process';

/**
 * Runs a program in our stead: same input and output, signals passed on, and we end as it ends.
 * Started by npm, it is also told when npm is gone: npm may be ended without a word to us, and between npm and us may be a shell that passes nothing on.
 * @param {string} command @param {string[]} args @param {Record<string, string>} [environment] for it, where the caller's own says nothing else
 * @returns {Promise<void>}
 */
export function runProgram(command, args, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...environment, ...process.env } });
    // A terminal sends Ctrl-C to the whole group, so the child has it already.
    const passOnInterrupt = () => process.stdin.isTTY || child.kill('SIGINT');
    let isTold = false;
    const passOnTerminate = () => (isTold = child.kill('SIGTERM'));
    process.on('SIGINT', passOnInterrupt).on('SIGTERM', passOnTerminate);

    const parent = process.ppid;
    // Told once: a program that is stopping in order takes a second signal for a word to end at once.
    const watch = process.env.npm_lifecycle_event ? setInterval(() => process.ppid !== parent && !isTold && passOnTerminate(), 500) : undefined;
    watch?.unref();

    child.on('error', (error) => reject(new Error(`${command} could not be run: ${error.message}`)));
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      process.off('SIGINT', passOnInterrupt).off('SIGTERM', passOnTerminate);
      process.exitCode = code ?? 1;
      if (signal) process.kill(process.pid, signal);
      resolve();
    });
  });
}
