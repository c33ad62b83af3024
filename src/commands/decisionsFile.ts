import type { DuplicateDecision } from '../harvest/duplicates/groups.ts';
import type { FiledDuplicateDecision } from '../harvest/duplicates/importDuplicates.ts';
import { decisionKinds, type Decision } from '../overlap/decisions/Decision.ts';
import { readerOf, readLines, refuse, toDecision, writeDecisions, type FiledDecision, type FiledLine } from '../overlap/decisions/decisionsFile.ts';

/** What reviewers decided: of priorities and overlaps, and of services that may be one. Neither of the two knows the other; the file holds both. */
export interface History {
  decisions: readonly Decision[];
  aboutServices: readonly DuplicateDecision[];
}

export interface FiledHistory {
  decisions: FiledDecision[];
  aboutServices: FiledDuplicateDecision[];
}

/** What each kind of decision about services is called in a file, beside those about priorities and overlaps. */
const names = { same: 'same-service', different: 'different-services', undo: 'undo-about-services' } as const satisfies Record<DuplicateDecision['kind'], string>;
const kinds = new Map<string, DuplicateDecision['kind']>(Object.entries(names).map(([kind, name]) => [name, kind as DuplicateDecision['kind']]));
const longestId = 200;

/** The whole history as a file: that of priorities and overlaps, then that of services, each oldest first. */
export function writeHistory({ decisions, aboutServices }: History): string {
  return writeDecisions(decisions, aboutServices.map(toLine));
}

function toLine({ id, madeAt, reviewer, kind, firstId, secondId, keepId, undoesId, note }: DuplicateDecision): object {
  const who = { id, madeAt, reviewer, decision: names[kind] };
  if (kind === 'undo') return { ...who, undoes: undoesId, note };
  return { ...who, services: [firstId, secondId], ...(keepId !== null && { keep: keepId }), note };
}

/** Parses a file of decisions, or throws BAD_DECISIONS with the file, the line and what was expected. */
export function parseHistory(bytes: Uint8Array, file: string, now: Date): FiledHistory {
  const filed: FiledHistory = { decisions: [], aboutServices: [] };
  for (const line of readLines(bytes, file)) {
    const name = readerOf(line).oneOf('decision', [...decisionKinds, ...kinds.keys()]);
    const kind = kinds.get(name);
    if (kind === undefined) filed.decisions.push({ where: line.where, decision: toDecision(line, now) });
    else filed.aboutServices.push({ where: line.where, decision: toDuplicateDecision(line, kind, now) });
  }
  return filed;
}

function toDuplicateDecision(filed: FiledLine, kind: DuplicateDecision['kind'], now: Date): DuplicateDecision {
  const read = readerOf(filed);
  read.nothingBut(['id', 'madeAt', 'reviewer', 'decision', 'note', ...(kind === 'undo' ? ['undoes'] : kind === 'same' ? ['services', 'keep'] : ['services'])]);
  const services = kind === 'undo' ? ['', ''] : read.texts('services', longestId).sort();
  if (services.length !== 2) throw refuse(filed.where, `services names ${services.length}`, 'two different ones');
  const keepId = 'keep' in filed.line ? read.oneOf('keep', services) : null;
  const [firstId, secondId] = services as [string, string];
  return { id: read.id(), kind, firstId, secondId, keepId, undoesId: kind === 'undo' ? read.text('undoes', longestId) : null, note: read.note(), reviewer: read.reviewer(), madeAt: read.moment(now) };
}
