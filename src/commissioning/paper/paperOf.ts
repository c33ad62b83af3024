import { factsTable } from './blocks.ts';
import { evidenceAppendix } from './evidenceAppendix.ts';
import { exemptAppendix, exemptInWords, markingOf } from './exemptAppendix.ts';
import { implications } from './implications.ts';
import { dateInWords, listed } from './inWords.ts';
import { bodyName, themeName } from './names.ts';
import { numberedBlocks } from './numberedBlocks.ts';
import type { Paper, Table } from './Paper.ts';
import type { PaperSource } from './PaperSource.ts';
import { notTold, plainText } from './plainText.ts';
import { backgroundPapers, otherOptions, reasons, recommendations, wardsAndAreas } from './shortParts.ts';
import { supportingInformation } from './supportingInformation.ts';

/** In the order in which papers have them. None is left out, however little is told. */
const parts = [recommendations, reasons, supportingInformation, otherOptions, implications, wardsAndAreas, backgroundPapers, evidenceAppendix, exemptAppendix];

const kinds = { feasibility: 'Feasibility study', proposal: 'Joint commissioning proposal' };

/** The paper that puts a proposal before a committee. What nobody has told yet is said to be so under its heading, and what is not known is not none. */
export function paperOf(source: PaperSource): Paper {
  const { content, proposalId, version, asAt } = source;
  return {
    title: content.title.trim() === '' ? `${kinds[content.stage]} without a title yet` : `${kinds[content.stage]}: ${plainText(content.title)}`,
    reference: plainText(`Proposal ${proposalId}, version ${version}`),
    marking: markingOf(source),
    asAt,
    blocks: numberedBlocks(
      aboutThisPaper(source),
      parts.map((partOf) => partOf(source)),
    ),
  };
}

function aboutThisPaper(source: PaperSource): Table {
  const { content, evidence, reportTo, version, state } = source;
  const nameOf = (code: string) => bodyName(code, source);
  return factsTable('About this paper', [
    ['Report to', [reportTo.group, reportTo.bodyCode === null ? null : nameOf(reportTo.bodyCode)].filter(Boolean).join(', ') || 'Each body that takes part'],
    ['Meeting', reportTo.meetingOn === null ? 'Date not known yet' : dateInWords(reportTo.meetingOn)],
    ['Lead', content.leadCode === null ? notTold : nameOf(content.leadCode)],
    ['Contact', reportTo.contact ?? notTold],
    ['Bodies taking part', listed(content.bodies.map(({ code }) => nameOf(code)))],
    ['Themes', listed(content.themeCodes.map((code) => themeName(code, source)))],
    ['Proposal', `${source.proposalId}, version ${version}: ${state}`],
    ['As at', dateInWords(source.asAt)],
    ['Data', evidence === null ? 'No evidence has been filled in yet' : `Data version ${evidence.dataVersion} of the hub, frozen on ${dateInWords(evidence.madeAt)}`],
    ['Exempt information', exemptInWords(source)],
  ]);
}
