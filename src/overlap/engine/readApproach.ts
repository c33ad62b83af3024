import { readModelText } from './modelFile.ts';
import { splitWords, stemWord } from './splitWords.ts';

/** Ids of approaches by the stems of the verbs that say them, as curated in src/overlap/model/approaches.json. */
export type Approaches = ReadonlyMap<string, string>;

interface ApproachesFile {
  approaches: { id: string; label: string; verbs: string[] }[];
}

export function loadApproaches(): Approaches {
  return new Map(readFile().flatMap(({ id, verbs }) => verbs.map(verb => [stemWord(verb), id] as const)));
}

/** What each approach is called, to follow on "sets out to". */
export function approachLabels(): ReadonlyMap<string, string> {
  return new Map(readFile().map(({ id, label }) => [id, label]));
}

function readFile(): ApproachesFile['approaches'] {
  return (JSON.parse(readModelText('approaches.json')) as ApproachesFile).approaches;
}

/** How a title sets out to reach its aim, such as "prevent"; null where no verb says so ("Mental health"). */
export function readApproach(title: string, approaches: Approaches): string | null {
  for (const { stem } of splitWords(title)) {
    const approach = approaches.get(stem);
    if (approach !== undefined) return approach;
  }
  return null;
}
