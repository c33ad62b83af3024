const everybody = /^(|all|all persons|all people|all ages|persons|both|both sexes|total|_t|t|not applicable|n\/a|all areas)$/i;

/** The group that a figure is for, its parts in one order and as the source writes them: "female, <18 yrs"; empty for everybody. */
export function breakdownOf(...parts: readonly string[]): string {
  return parts.map((part) => part.trim()).filter((part) => !everybody.test(part)).map((part) => (/^(fe)?male$/i.test(part) ? part.toLowerCase() : part)).join(', ');
}

/** "aged 5 to 10", "aged 65 and over", "aged 40 and under"; empty for all ages. */
export function agesInWords(from: string, to: string): string {
  if (from === '' && to === '') return '';
  if (to === '') return `aged ${from} and over`;
  if (from === '') return `aged ${to} and under`;
  return from === to ? `aged ${from}` : `aged ${from} to ${to}`;
}
