import { listed } from '../words.ts';

/** Signs that show nothing, or look like others, and cannot be told from them in a message. */
const named: readonly (readonly [RegExp, string])[] = [
  [/\r/u, 'a carriage return'],
  [/\n/u, 'a line break'],
  [/\t/u, 'a tab'],
  [/[\u00a0\u202f]/u, 'a no-break space'],
  [/\u00ad/u, 'a soft hyphen'],
  [/\ufeff/u, 'a byte order mark'],
  [/[\u200b-\u200d\u2060]/u, 'a sign without width'],
  [/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u, 'a mark of direction'],
  [/[\u2010\u2011\u2212]/u, 'a hyphen or minus that is not the plain one'],
  [/(?! )[\p{Zs}\p{Zl}\p{Zp}]/u, 'a space that is not the plain one'],
  [/\p{Cc}/u, 'a control character'],
  [/(?!\p{Co})\p{C}/u, 'a character that shows nothing'],
];
const mostNamed = 3;

/** Names the signs of a text that are not seen or look like others, each with its number: "a no-break space (U+00A0)". Empty where there is none. */
export function unseenSigns(text: string): string {
  // Most values have none, and a file may have a hundred thousand to tell of.
  if (/^[ -~]*$/.test(text)) return '';
  const signs = [...new Set(text)].flatMap((sign) => {
    const name = named.find(([pattern]) => pattern.test(sign))?.[1];
    return name === undefined ? [] : `${name} (U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')})`;
  });
  const told = signs.length > mostNamed ? [...signs.slice(0, mostNamed), `${signs.length - mostNamed} more such signs`] : signs;
  return listed(told);
}
