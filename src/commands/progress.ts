/** Tells how far long work has come, at most once a second, on standard error: standard output is for results. */
export function progressPrinter(write: (line: string) => void = (line) => void process.stderr.write(`${line}\n`)): (line: string) => void {
  let spokeAt = Date.now();
  return (line) => {
    if (Date.now() - spokeAt < 1_000) return;
    spokeAt = Date.now();
    write(line);
  };
}
