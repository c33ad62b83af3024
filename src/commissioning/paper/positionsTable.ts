import { column, paragraph, table } from './blocks.ts';
import { dateInWords } from './inWords.ts';
import { bodyName } from './names.ts';
import type { Block } from './Paper.ts';
import type { PaperSource, Position } from './PaperSource.ts';
import { notTold } from './plainText.ts';

/** A row for each body that takes part, in their order, whether it has a position or not; then those that took one and take part no longer. */
export function positionsTable(source: PaperSource): Block {
  const takingPart = source.content.bodies.map(({ code }) => code);
  const others = source.positions.map(({ bodyCode }) => bodyCode).filter((code) => !takingPart.includes(code));
  const codes = [...takingPart, ...new Set(others)];
  if (codes.length === 0) return paragraph(`${notTold}: no body takes part yet.`);
  return table({
    caption: `Positions of the bodies on version ${source.version}`,
    columns: [column('Body', 2), column('Position', 2), column('Conditions', 2), column('Decided by', 2), column('Key decision and call-in', 2), column('Power relied on', 2)],
    rows: codes.flatMap((code) => {
      const name = bodyName(code, source) + (takingPart.includes(code) ? '' : ' (takes part no longer)');
      const taken = source.positions.filter(({ bodyCode }) => bodyCode === code);
      return taken.length === 0 ? [[name, 'No position yet', ...Array<string>(4).fill('None yet')]] : taken.map((position) => [name, ...positionInWords(position, source)]);
    }),
  });
}

function positionInWords(taken: Position, source: PaperSource): string[] {
  const { stance, conditions, decisionTaker, decidedOn, isKeyDecision, callIn, power } = taken;
  return [
    [stance, askedAgain(taken, source)].filter(Boolean).join(', '),
    conditions ?? 'None told',
    [decisionTaker ?? `Decision-taker not told`, decidedOn === null ? 'date not told' : dateInWords(decidedOn)].join(', '),
    [isKeyDecision === null ? 'Not told whether a key decision' : isKeyDecision ? 'Key decision' : 'Not a key decision', callIn ?? 'call-in not told'].join('; '),
    power ?? notTold,
  ];
}

/** On what the position was taken, where that is not what the paper is of. */
function askedAgain({ version, evidence, isOnEarlierEvidence }: Position, source: PaperSource): string | null {
  if (version !== source.version) return `on version ${version}: to be asked again for version ${source.version}`;
  return isOnEarlierEvidence ? `on evidence no. ${evidence}: to be asked again, as evidence no. ${source.evidence?.number} says otherwise` : null;
}
