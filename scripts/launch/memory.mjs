// @ts-check

/**
 * How Node.js is told to be sparing. An import makes short-lived objects by the million, and left to itself the collector lets the
 * process grow before it looks for them. With sixteen megabytes for young ones, no look at old ones before there are forty-eight, and those
 * growing by three tenths at a time from then on, it takes a fifth less memory at hardly any cost. The most of three imports of 330,000
 * rows was 282 MiB, few young objects in the thread that reads a long file among it (`readInThread.ts`); with sixty-four and four tenths it
 * took a dozen more in the same time. Four megabytes for young ones took a quarter more of the processor.
 * @param {string | undefined} command
 */
export function memoryFor(command) {
  return command === 'import' ? ['--min-semi-space-size=16', '--max-semi-space-size=16', '--initial-old-space-size=48', '--heap-growing-percent=30'] : [];
}
