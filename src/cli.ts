import { CommanderError, type Command } from 'commander';
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
  const unknown = unknownCommand(program, argv.slice(2));
  if (unknown !== null) {
    process.stderr.write(`${unknown}\n`);
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

/** What to say of words that name no command, or none of a command that has others under it; null where they do. */
function unknownCommand(program: Command, [first, second]: readonly string[]): string | null {
  const isWord = (word: string | undefined): word is string => word !== undefined && !word.startsWith('-');
  const named = (command: Command, name: string): Command | undefined => command.commands.find((candidate) => candidate.name() === name);
  const names = (command: Command): string => command.commands.map((candidate) => candidate.name()).join(', ');
  const asked = first === 'help' ? second : first;
  if (!isWord(asked) || asked === 'help') return null;
  const command = named(program, asked);
  if (!command) return `There is no command "${asked}". Commands: ${names(program)}. Add --help to one to see what it takes.`;
  if (first === 'help' || command.commands.length === 0 || !isWord(second) || second === 'help' || named(command, second)) return null;
  return `There is no command "${asked} ${second}". Commands of ${asked}: ${names(command)}. Add --help to one to see what it takes.`;
}
