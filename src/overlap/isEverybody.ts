import { loadGroups } from './engine/readGroup.ts';

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** Whether a statement that names a group, by its label, is for all children all the same where it is about a theme, by `everybodyIn` of groups.json. */
export function isEverybody(group: string, themeCode: string): boolean {
  known ??= new Map(loadGroups().list.map(({ label, everybodyIn = [] }) => [label, everybodyIn]));
  return known.get(group)?.includes(themeCode) ?? false;
}

const wordsForChildren = 'adolescents child children families family infants kids learners people person persons pupil student pupils students teenagers toddlers young youth youths'.split(' ');
const wordsBesideThem = 'a age aged ages all and area as at attending borough city county district early every from in living local nursery of old olds or our over pre primary reception residents s school schools secondary the their to under up year years'.split(' ');
const wordsForEverybody = new Set([...wordsForChildren, ...wordsBesideThem]);

/** Whether a publisher's own words for a group name nobody but children in general, of whatever ages: "all children", "primary pupils", "young people aged 11 to 16". */
export function areChildrenInGeneral(group: string): boolean {
  return (group.toLowerCase().match(/\p{L}+/gu) ?? []).every((word) => wordsForEverybody.has(word));
}
