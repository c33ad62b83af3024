import { CommanderError } from 'commander';
import { buildProgram } from './commands/buildProgram.ts';
import { databaseTrouble } from './db/databaseTrouble.ts';
import { HubError } from './errors.ts';

/** A reader that has seen enough, such as `head`, ends the command quietly. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

/** Runs one command of the hub and returns its exit code: 0 done, 1 nothing usable or a check failed, 2 called wrongly. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = buildProgram((work) => work.then((code) => void (exitCode = code)));
  const [, , first] = argv;
  const names = program.commands.map((command) => command.name());
  if (first !== undefined && !first.startsWith('-') && ![...names, 'help'].includes(first)) {
    process.stderr.write(`There is no command "${first}". Commands: ${names.join(', ')}. Add --help to one to see what it takes.\n`);
    return 2;
  }
  try {
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const known = error instanceof HubError ? error : databaseTrouble(error);
    if (!known) throw error;
    process.stderr.write(`${known.message}\n`);
    return 2;
  }
}
