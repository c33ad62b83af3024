/** How a publisher is of another kind than its code, as the end of a sentence that says its kind; null where it is not. A council that calls itself national would speak for everybody. */
export function otherKind({ kind, code }: { kind: unknown; code: string }): string | null {
  const own = kindOfCode(code);
  return own === undefined || own === kind ? null : `"${String(kind)}", and ${code} is the code of ${own === 'authority' ? 'an authority' : 'a region'}. Expected "${own}", or another code.`;
}

/** What a GSS code says of whoever has it: the hub knows authorities and regions by such alone. Undefined for any other, which a body of any kind may have. */
function kindOfCode(code: string): 'authority' | 'region' | undefined {
  if (/^E(06|07|08|09|10)/.test(code)) return 'authority';
  return code.startsWith('E12') ? 'region' : undefined;
}
