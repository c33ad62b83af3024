/** The ways in which an apostrophe is written beside the one of keyboards: phones and word processors put these. */
export const apostrophes = ['’', '‘', 'ʼ', '`', '´'];

/** More different letters beyond a to z than the alphabets of Europe add. */
export const mostFolded = 12;

/** A text with small letters and plain apostrophes. */
export function foldText(text: string): string {
  return [...withPlainApostrophes(text)].map(smallLetter).join('');
}

export function withPlainApostrophes(text: string): string {
  return apostrophes.reduce((before, sign) => before.replaceAll(sign, "'"), text);
}

/** A sigma is one letter wherever it stands. One that has no small letter of its own stays: "İ" would become two, and the sign of kelvin one of a to z. */
function smallLetter(letter: string): string {
  const small = letter === 'ς' ? 'σ' : letter.toLowerCase();
  return small.length === letter.length && letter > '\u007f' === small > '\u007f' ? small : letter;
}

/** Letters beyond a to z of a folded text, each with one that is folded to it: of some there are several, "Ǆ" and "ǅ". */
export function capitalsIn(wanted: string): [capital: string, letter: string][] {
  const letters = [...new Set(wanted)].filter((letter) => letter > '\u007f');
  return letters.length === 0 ? [] : letters.flatMap((letter) => (capitalsOf().get(letter) ?? []).map((capital): [string, string] => [capital, letter]));
}

/** The last letter of which Unicode has a small and a capital one lies before it. */
const endOfLetters = 0x1f000;
let known: Map<string, string[]> | undefined;

/** What is folded to each letter beyond a to z; worked out at the first such letter that is asked for. */
function capitalsOf(): Map<string, string[]> {
  if (known) return known;
  known = new Map();
  for (let code = 0x80; code < endOfLetters; code += 1) {
    const letter = String.fromCodePoint(code);
    const small = smallLetter(letter);
    if (small !== letter) known.set(small, [...(known.get(small) ?? []), letter]);
  }
  return known;
}
