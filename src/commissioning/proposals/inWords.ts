import type { Range, TakingPart } from './ProposalContent.ts';

/** "1,250.5": as exact as it was stated. */
export function figure(value: number): string {
  // Adding 0 turns the -0 of a subtraction into 0.
  return (value + 0).toLocaleString('en-GB', { maximumFractionDigits: 20 });
}

/** "£1,250.50", "-£3": whole pounds without pence. */
export function pounds(amount: number): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  return `${amount < 0 ? '-' : ''}£${Math.abs(amount).toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: 20 })}`;
}

/** "5 %". */
export function percent(value: number): string {
  return `${figure(value)} %`;
}

/** "£1,000 to £1,500", and once where both ends are the same. */
export function rangeInWords({ low, high }: Range, inWords: (value: number) => string = figure): string {
  return low === high ? inWords(low) : `${inWords(low)} to ${inWords(high)}`;
}

/** Names of bodies that the hub knows, by code. */
export type Names = ReadonlyMap<string, string>;

/** For whoever asks without the names of the hub. */
export const noNames: Names = new Map();

/** What a body is called: as the hub knows it, else as the proposal does, else by its code. */
export function nameIn(bodies: readonly TakingPart[], names: Names): (code: string) => string {
  return (code) => names.get(code) ?? bodies.find((body) => body.code === code)?.name ?? code;
}

/** All of them: "Derby, Leicester and Rutland". */
export function allOf(names: readonly string[], joinedBy = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${joinedBy} ${names.at(-1)}`;
}

/** The first words of a text, by which a reader knows it again. */
export function opening(text: string, most = 60): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return `“${line.length <= most ? line : `${line.slice(0, most).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`}”`;
}
