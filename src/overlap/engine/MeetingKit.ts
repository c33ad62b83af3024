import { readModelText } from './modelFile.ts';
import { loadRules, type Rules } from './Rules.ts';

/** All that core groups are read with, beside the coded statements. */
export interface MeetingKit {
  rules: Rules;
  themeLabels: ReadonlyMap<string, string>;
}

let loaded: MeetingKit | undefined;

/** Read once for a process. */
export function loadMeetingKit(): MeetingKit {
  return (loaded ??= { rules: loadRules(), themeLabels: loadThemeLabels() });
}

export function loadThemeLabels(): ReadonlyMap<string, string> {
  return new Map(Object.entries(JSON.parse(readModelText('theme-labels.json')) as Record<string, string>));
}
