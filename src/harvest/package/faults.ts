import { HubError } from '../../errors.ts';

/** Why a file of a package cannot be read, and of which tables nothing is known for it. */
export interface Fault {
  message: string;
  tables: readonly string[];
}

const ending = ' Nothing was changed.';

/** What is wrong with a package, in one message, so that its publisher mends it once. */
export function inOneMessage(messages: readonly string[]): string {
  const [first, ...others] = new Set(messages);
  if (others.length === 0) return first ?? '';
  const whole = [first!, ...others].map((message) => (message.endsWith(ending) ? message.slice(0, -ending.length) : message));
  return `${whole.join(' ')}${ending}`;
}

/** The result of a step, or null where it found something wrong with the package, which is then noted. */
export async function noting<Result>(faults: Fault[], tables: readonly string[], step: () => Result | Promise<Result>): Promise<Result | null> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof HubError && error.code === 'BAD_PACKAGE')) throw error;
    faults.push({ message: error.message, tables });
    return null;
  }
}
