import { readModelText } from './modelFile.ts';
import { splitWords, stemWord } from './splitWords.ts';

export interface Aims {
  labelByVerb: ReadonlyMap<string, string>;
}

interface AimsFile {
  directions: { id: string; label: string; verbs: string[] }[];
}

export function loadAims(): Aims {
  const { directions } = JSON.parse(readModelText('aims.json')) as AimsFile;
  return { labelByVerb: new Map(directions.flatMap(direction => direction.verbs.map(verb => [stemWord(verb), direction.label] as const))) };
}

/** Direction and object in words, e.g. "reduce teenage conceptions"; the object alone where no verb gives a direction. */
export function readAim(title: string, object: string, aims: Aims): string {
  for (const word of splitWords(title)) {
    const label = aims.labelByVerb.get(word.stem);
    if (label === undefined) continue;
    const rest = object.replace(/^(reducing|narrowing|being|preparation for|the need for|readiness for) /, '');
    return `${label} ${rest}`;
  }
  return object;
}
