import { LRUCache } from 'lru-cache';
import { remembered } from './remembered.ts';
import { replaceTraced, tracePlainLetters, whereWritten, type TracedText } from './TracedText.ts';

/** One word of a text: in lower case, its stem, on which vocabulary and model match, and where it stands in the text as written. */
export interface Word {
  surface: string;
  stem: string;
  /** The whole text it stands in, as written. */
  written: string;
  /** In UTF-16 code units from 0, the end exclusive. */
  from: number;
  to: number;
}

const IRREGULAR: ReadonlyMap<string, string> = new Map(Object.entries({ children: 'child', childrens: 'child', parties: 'party', lives: 'life', families: 'famili', family: 'famili', mums: 'mum', communities: 'communiti', community: 'communiti', homes: 'homes', housing: 'housing', playing: 'play', being: 'being', during: 'during', wellbeing: 'wellbeing', ageing: 'ageing', spring: 'spring', string: 'string', sting: 'sting', bring: 'bring', need: 'need', feed: 'feed', speed: 'speed', seed: 'seed', parenting: 'parenting', carers: 'carer', caring: 'caring' }));

/** Light English stemming: enough to join "reducing", "reduces" and "reduce", and no more, so that quotes stay recognisable. */
export function stemWord(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.length < 4 || /\d/.test(word)) return word;
  let stem = word;
  if (stem.endsWith('sses')) stem = stem.slice(0, -2);
  else if (stem.endsWith('ies') || stem.endsWith('ied')) stem = `${stem.slice(0, -3)}y`;
  else if (stem.endsWith('s') && !/(ss|us|is)$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.length > 5 && stem.endsWith('ing')) stem = undouble(stem.slice(0, -3));
  else if (stem.length > 4 && stem.endsWith('ed')) stem = undouble(stem.slice(0, -2));
  if (stem.length > 3 && stem.endsWith('e')) stem = stem.slice(0, -1);
  return stem.length > 3 && stem.endsWith('y') ? `${stem.slice(0, -1)}i` : stem;
}

function undouble(stem: string): string {
  return /([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}

const JOINED: readonly (readonly [RegExp, string])[] = [
  [/[’‘`]/g, "'"],
  // A soft hyphen divides a word at the end of a line, and shows nothing within one.
  [/\u00ad\s*/g, ''],
  // Signs without width stand where text was copied from a page, and show nothing.
  [/[\u200b-\u200d\u2060\ufeff]/g, ''],
  // N.E.E.T. is NEET.
  [/(?<=\b[a-z])\.(?=[a-z]\b)/g, ''],
  [/\bwell[- ]being\b/g, 'wellbeing'],
  // What is said to be no priority is none.
  [/^[^a-z]*(?:not (?:in|part of) (?:our|this|the) (?:plan|strategy)\b|(?:we|this plan|this strategy) (?:will not|won't|do not|don't|does not|shall not) prioriti[sz]e\b|not (?:a|our|one of our) priorit(?:y|ies)[^a-z]*[:\u2013\u2014])[^]*$/g, ''],
  // How something is done says nothing of health: "well-planned" with its hyphen, without it only what is said of no child's health.
  [/\bwell-(?=[a-z]+ed\b)/g, ''],
  [/\bwell (?=(?:connected|coordinated|educated|equipped|informed|led|managed|planned|prepared|resourced|run|supported|trained)\b)/g, ''],
  [/\bchild[- ]care\b/g, 'childcare'],
  // To foster a culture is not to foster a child. Only the verb, and only where what is fostered is named and is nobody.
  [/(?<=^|\b(?:to|and|by|will|we) )foster(?:s|ing)?(?= +(?:(?!child|young|teen|bab|sibling|care|famil|home|parent|placement)[a-z]+ +){0,2}(?:culture|sense|environment|ethos|climate|spirit|belonging|inclusion|innovation|collaboration|resilience|independence|creativity|respect|trust|cohesion|pride|ambition|aspirations?|wellbeing|confidence|curiosity|links?|relations|relationships|partnerships|attitudes?|understanding|engagement|cooperation|talents?|dialogue|learning|excellence)\b)/g, 'promote'],
  // An approach is adopted, and a letter sent.
  [/(?<=^|\b(?:to|and|will|we) )adopt(?:ing)?(?= +(?:(?!(?:child|young|bab|sibling|brother|person)(?![a-z]*-))[a-z-]+ +){0,5}(?:approach|approaches|model|models|principles|practices?|polic(?:y|ies)|strategy|framework|tools|lifestyles?|standards|charter|methods?|technolog(?:y|ies)|measures|protocols?|(?:local|corporate|council|development|business|spatial) plan|plans|budget|constitution|motion|definition)\b)/g, 'use'],
  [/(?<=^|\b(?:will|we) )send(?= +(?:fewer|every|each|out|regular|an?)\b)/g, 'dispatch'],
  // Parks are looked after, too, and roads are mended, which makes nobody safer.
  [/\blooked[- ]after(?= +(?:parks?|streets?|buildings?|estates?|(?:open|green|public) spaces?)\b)/g, 'tended'],
  [/\b(?:roads|highways)\b(?<=\b(?:repair|resurfac|maintain|mend|fix|grit)(?:e|es|ed|ing|s)? +(?:[a-z]+ +){0,2}[a-z]+)|\broads?(?=\b.*\bpotholes?\b)/g, 'pavements'],
  [/\bmental capacity(?= act\b)/g, 'capacity'],
  [/\ba ?& ?e\b/g, 'emergency department'],
  [/&/g, ' and '],
  [/\bs47s?\b/g, 'section 47'],
  [/\bre[- ]offend/g, 'reoffend'],
  [/\banti[- ]social\b/g, 'antisocial'],
  [/\bco[- ](?=produc|design|ordinat|locat|operat)/g, 'co'],
  [/\binter[- ]?agency\b/g, 'interagency'],
  [/'(?=s\b)/g, ''],
  // One group is one, however short it is written.
  [/\b(?:lac|cla|cic)s?\b/g, 'looked after children'],
  [/\bcared[- ]for(?= +(?:child|young))/g, 'looked after'],
  [/\buasc\b/g, 'unaccompanied asylum seeking children'],
  [/\bba?me\b/g, 'black and minority ethnic'],
  [/\bsemh\b/g, 'social emotional and mental health'],
  [/\bgrt\b/g, 'gypsy roma and traveller'],
  [/\byos\b/g, 'youth offending service'],
  [/\bgld\b/g, 'good level of development'],
  [/\bsgos?\b/g, 'special guardianship'],
  [/\bdva\b/g, 'domestic violence and abuse'],
  [/\bdv\b/g, 'domestic violence'],
  [/\bpex\b/g, 'permanent exclusions'],
  [/\brtas?\b/g, 'road traffic accidents'],
  [/\byjs\b/g, 'youth justice system'],
  [/\bcp(?= plan)/g, 'child protection'],
  [/\bcin\b/g, 'children in need'],
  [/\bicpcs?\b/g, 'initial child protection conference'],
  [/\bnrm\b/g, 'national referral mechanism'],
  [/\brhis?\b/g, 'return home interviews'],
  [/\bdsls?\b/g, 'designated safeguarding lead'],
  [/\blado\b/g, 'local authority designated officer'],
  [/\bkcsie\b/g, 'keeping children safe in education'],
  [/\bmhsts?\b/g, 'mental health support team'],
  [/\bcicc\b/g, 'children in care council'],
  [/\bete\b/g, 'education training and employment'],
  [/\behe\b/g, 'elective home education'],
  [/\beyfsp\b/g, 'early years foundation stage profile'],
  [/\beypp\b/g, 'early years pupil premium'],
  [/\bhaf\b/g, 'holiday activities and food'],
  [/\bnrpf\b/g, 'no recourse to public funds'],
];

/** The text in lower case with the spellings of one word joined: "well-being" and "well being" become "wellbeing". */
export function joinSpellings(text: string): string {
  return traceSpellings(text).text;
}

function traceSpellings(text: string): TracedText {
  return JOINED.reduce((plain, [from, to]) => replaceTraced(plain, from, to), tracePlainLetters(text));
}

/** A statement's texts are asked for their words several times over: for its themes, its group, its approach. */
const latest = new LRUCache<string, readonly Word[]>({ max: 16 });

/** Words of a text in order: lower case, hyphens and punctuation taken out, possessives joined. */
export function splitWords(written: string): readonly Word[] {
  const known = latest.get(written);
  if (known) return known;
  const traced = traceSpellings(written);
  const words = Array.from(traced.text.matchAll(/[a-z0-9]+/g), ({ index, 0: surface }) => ({ surface, stem: stemOf(surface), written, ...whereWritten(traced, index, index + surface.length) }));
  latest.set(written, words);
  return words;
}

const stemOf = remembered(stemWord);
