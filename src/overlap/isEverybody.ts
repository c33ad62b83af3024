import { loadGroups } from './engine/readGroup.ts';

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** Whether a statement that names a group, by its label, is for all children all the same where it is about a theme, by `everybodyIn` of groups.json. */
export function isEverybody(group: string, themeCode: string): boolean {
  known ??= new Map(loadGroups().list.map(({ label, everybodyIn = [] }) => [label, everybodyIn]));
  return known.get(group)?.includes(themeCode) ?? false;
}
