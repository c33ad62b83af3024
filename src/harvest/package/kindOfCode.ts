/** What a GSS code says of whoever has it: the hub knows authorities and regions by such alone. Undefined for any other, which a body of any kind may have. */
export function kindOfCode(code: string): 'authority' | 'region' | undefined {
  if (/^E(06|07|08|09|10)/.test(code)) return 'authority';
  return code.startsWith('E12') ? 'region' : undefined;
}
