/** "£1,250.50", "-£3": whole pounds without pence. */
export function pounds(amount: number): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  return `${amount < 0 ? '-' : ''}£${Math.abs(amount).toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** To the penny: more than figures of money bear, and free of the noise of binary fractions. */
export function toPence(amount: number): number {
  return Math.round(amount * 100) / 100;
}
