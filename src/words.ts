/** A number with its noun: "1 statement", "2,000 authorities". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : several}`;
}

/** Names as a sentence lists them: "Derby, Leicester and Rutland", or of many the first and "3 more". One more than `most` is named: to count it would take as much room. */
export function listed(names: readonly string[], most = Infinity): string {
  const told = names.length <= most + 1 ? names : [...names.slice(0, most), `${names.length - most} more`];
  return told.length < 2 ? told.join('') : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`;
}
