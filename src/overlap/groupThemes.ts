import { loadGroups } from './engine/readGroup.ts';
import { loadRules } from './engine/Rules.ts';

/** Themes that are one group of children rather than a matter, such as looked-after children. */
const groupThemes: ReadonlySet<string> = new Set(loadRules().core.groupThemes);
/** For each group, the themes that are about it anyway. */
const themesOfGroups = new Map(loadGroups().list.map(({ id, inherentTo }) => [id, inherentTo]));

export function isGroupTheme(themeCode: string): boolean {
  return groupThemes.has(themeCode);
}

/** The themes that are the group for which a core group meets; none where it is for all children. */
function groupThemesOf(coreKey: string | null): readonly string[] {
  const group = coreKey?.split('/')[2];
  return group === undefined ? [] : (themesOfGroups.get(group) ?? []).filter(isGroupTheme);
}

/**
 * Which indicators, by their themes, tell of an overlap: what is measured of one group of children alone, such as those in care, does only
 * where the overlap, or a member of it, is about that group.
 */
export function tellsOf({ themeCodes, adopted }: { themeCodes: readonly string[]; adopted: readonly { coreKey: string | null }[] }): (themesOfIndicator: readonly string[]) => boolean {
  const meant = new Set([...themeCodes.flatMap((code) => [code, ...sharingItsGroups(code)]), ...adopted.flatMap(({ coreKey }) => groupThemesOf(coreKey))]);
  return (themes) => themes.every((theme) => meant.has(theme) || !isGroupTheme(theme));
}

/** Themes that are a group which a theme is about anyway, so that its statements need not name it: keeping children out of care is about those in care. */
function sharingItsGroups(themeCode: string): string[] {
  return [...themesOfGroups.values()].filter((themes) => themes.includes(themeCode)).flatMap((themes) => themes.filter(isGroupTheme));
}
