/** As many words as plans use. */
const most = 20_000;

/** A function of a word that keeps what it said, since the same words come again and again. */
export function remembered(say: (word: string) => string): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    const said = known.get(word);
    if (said !== undefined) return said;
    if (known.size >= most) known.clear();
    const saying = say(word);
    known.set(word, saying);
    return saying;
  };
}
