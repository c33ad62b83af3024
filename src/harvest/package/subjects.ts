import type { ResponsibilitySubject } from '../../catalogue/responsibility.ts';
import { isGlobalCode } from './packageFiles.ts';

/** What a group answers for is found by the sort of thing it is; a strategy or a report may be named in words. By its values alone, because the thread that reads long files loads no tables. */
export const subjects: readonly { kinds: readonly `${ResponsibilitySubject}`[]; references: string }[] = [
  { kinds: ['priority'], references: 'priorities' },
  { kinds: ['indicator', 'target'], references: 'indicators' },
  { kinds: ['theme'], references: 'themes' },
];

/** Of which file a subject of this kind is, and whether it is one of the publisher's own; undefined where it is named in words. */
export function referencesOfSubject(kind: unknown): { references: string; isOwn: boolean } | undefined {
  const found = subjects.find(({ kinds }) => kinds.some((each) => each === kind));
  return found && { references: found.references, isOwn: !isGlobalCode(found.references) };
}
