import { loadGroups } from './engine/readGroup.ts';
import { loadRules } from './engine/Rules.ts';

/** Themes that are one group of children rather than a matter, such as looked-after children. */
const groupThemes: ReadonlySet<string> = new Set(loadRules().core.groupThemes);
const themesByGroup = new Map(loadGroups().list.map(({ id, inherentTo }) => [id, inherentTo.filter((theme) => groupThemes.has(theme))]));

export function isGroupTheme(themeCode: string): boolean {
  return groupThemes.has(themeCode);
}

/** The themes that are the group for which a core group meets; none where it is for all children. */
export function groupThemesOf(coreKey: string | null): readonly string[] {
  const group = coreKey?.split('/')[2];
  return (group !== undefined && themesByGroup.get(group)) || [];
}

/**
 * Which indicators, by their themes, tell of an overlap: what is measured of one group of children alone, such as those in care, does only
 * where the overlap, or a member of it, is about that group.
 */
export function tellsOf({ themeCodes, adopted }: { themeCodes: readonly string[]; adopted: readonly { coreKey: string | null }[] }): (themesOfIndicator: readonly string[]) => boolean {
  const meant = new Set([...themeCodes, ...adopted.flatMap(({ coreKey }) => groupThemesOf(coreKey))]);
  return (themes) => themes.every((theme) => meant.has(theme) || !isGroupTheme(theme));
}
