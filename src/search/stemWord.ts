import { stemmer } from 'stemmer';

/** Plurals that no rule of endings finds. */
const irregularPlurals: ReadonlyMap<string, string> = new Map(Object.entries({ children: 'child', lives: 'life', men: 'man', women: 'woman', feet: 'foot', teeth: 'tooth', knives: 'knife', wives: 'wife', halves: 'half' }));

/** The singular of an irregular plural, also where its possessive lost the apostrophe: "childrens centres". */
function regularised(word: string): string | undefined {
  return irregularPlurals.get(word) ?? (word.endsWith('ns') ? irregularPlurals.get(word.slice(0, -1)) : undefined);
}

/** A folded word without its plural ending, and no more: "looked after" is not "looking after". */
export function singularOf(word: string): string {
  return regularised(word) ?? (word.length > 2 ? word.replace(/ies$/, 'y').replace(/(?<!s)s$/, '') : word);
}

/** Words of another meaning than those whose Porter stem they share (communicate, universe, generate, author, busy, minor, severe, travel …). Each is the stem of its own forms. */
const apart = /^(authorit|business|communit|conversation|designat|diversion|emergenc|experiment|general|generic|government|hospitality|informal|international|majorit|minorit|news|positiv|several|traveller|universal|universit)(?:e|e?s|y|ies|e?ly|ed|ing|ions?|ary|al|ally)?$/;

/** What Porter's stemmer, made for American spelling and for endings that leave a word as it was, does not bring together. A rule names the words before its ending wherever the ending alone would join strangers: detention is of detain, attention not of attain; inclusion is its own subject beside the "including" of every text. */
const families: readonly (readonly [RegExp, string])[] = [
  [/(?<=[a-z]{3})iz(?=(?:e[ds]?|ers?|ing|ations?|ational)$)/, 'is'],
  [/(?<=[a-z]{3})our(?=(?:s|ed|ing|al|ally|able|ably|hoods?)?$)/, 'or'],
  [/(?<=[a-z]{2})tres?$/, 'ter'],
  [/^traveler/, 'traveller'],
  [/^programmes?$/, 'program'],
  [/^practis/, 'practic'],
  [/^(analy|diagno)s[ei]s$/, '$1se'],
  [/^crises$/, 'crisis'],
  [/(?<!in)clusions?$/, 'clude'],
  [/(?<=[eo])ductions?$/, 'duce'],
  [/^decisions?$/, 'decide'],
  [/scriptions?$/, 'scribe'],
  [/pulsions?$/, 'pel'],
  [/(?<=ad|per|sub)missions?$/, 'mit'],
  [/(?<=de|re)tentions?$/, 'tain'],
  [/(?<=inter|contra)ventions?$/, 'vene'],
  [/(?<=ext|susp|compreh)ensions?$/, 'end'],
  [/(?<=exp)ansions?$/, 'and'],
  [/(?<=per|con|de)ceptions?$/, 'ceive'],
  [/sumptions?$/, 'sume'],
  [/solutions?$/, 'solve'],
  [/offen[cs]es?$/, 'offend'],
  [/^respons(?:es?|ive|ively|iveness)$/, 'respond'],
  [/^applications?$/, 'apply'],
  [/fications?$/, 'fy'],
  [/^publications?$/, 'publish'],
  [/referrals?$/, 'refer'],
  [/^counsell?ors?$/, 'counsel'],
  [/^succeed(?:s|ed|ing)?$/, 'success'],
  [/^behav(?:es?|ed|ing)$/, 'behavior'],
  [/(?<=^(?:fluen|frequen|infan|pregnan|tenan|truan|urgen|vacan))c(?:y|ies)$/, 't'],
  [/(?<=absen|violen)ces?$/, 't'],
  [/^apprenticeships?$/, 'apprentice'],
  [/^childhoods?$/, 'child'],
  [/judge?ments?$/, 'judge'],
  [/^absentee(?:s|ism)?$/, 'absent'],
  [/^saf(?:er|est|ety)$/, 'safe'],
  [/^healthie(?:r|st)$/, 'healthy'],
];

/** "Two-year-olds" are 2-year-olds. One is more often somebody than a number. */
const numbers: ReadonlyMap<string, string> = new Map(Object.entries({ two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10' }));

/** The stem of a folded word. Endings are those of English; words in other letters are their own stem. */
export function stemWord(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word;
  const read = families.reduce((reached, [ending, other]) => reached.replace(ending, other), regularised(word) ?? word);
  return numbers.get(read) ?? apart.exec(read)?.[1] ?? stemmer(read);
}
