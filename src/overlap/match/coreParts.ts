/** What of a core group sets it apart from others of its overlap. */
export type CorePartName = 'SUBJECT' | 'GROUP' | 'AGES';

export interface CorePart {
  name: CorePartName;
  /** What two members of one core group have alike. */
  key: string;
  title: string;
}

/** The parts of a core group, as its key and its title name them: theme/subject/group/stage, and "subject; group; stage" where group and stage set it apart. */
export function corePartsOf(key: string, title: string): CorePart[] {
  const [theme = '', subject = '', group = '', stage = ''] = key.split('/');
  const titles = title.split('; ');
  return [
    { name: 'SUBJECT', key: `${theme}/${subject}`, title: titles[0] ?? subject },
    { name: 'GROUP', key: group, title: group === 'all' ? 'none that sets a statement apart' : (titles[1] ?? group) },
    { name: 'AGES', key: stage, title: stage === 'any' ? 'none that set a statement apart' : (titles.at(-1) ?? stage) },
  ];
}

/** Whether a part of a core group is so by a statement's own words, which put it into another core group, or into none (null). */
export function isOwnPart({ name, key }: CorePart, ownKey: string | null): boolean {
  return ownKey !== null && corePartsOf(ownKey, '').some((own) => own.name === name && own.key === key);
}
