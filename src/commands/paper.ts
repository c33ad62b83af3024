import { resolve } from 'node:path';
import { viewerFor } from '../access/viewer.ts';
import { ProposalAsItStandsDocument } from '../api/generated/operations.ts';
import { paperOf } from '../commissioning/paper/paperOf.ts';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';
import { checkBody } from '../export/paper/mountPapers.ts';
import { paperAsDocx } from '../export/paper/paperAsDocx.ts';
import { paperAsHtml } from '../export/paper/paperAsHtml.ts';
import { paperSourceOf, type AnsweredProposal } from '../export/paper/paperSource.ts';
import { checkIsNew, writeNewFile } from './newFile.ts';
import { pathGiven } from './pathGiven.ts';
import { openExistingHub } from './openExistingHub.ts';
import { withApi } from './withApi.ts';

interface Asked {
  id: string;
  out?: string | undefined;
  bodyCode?: string | null | undefined;
  exempt: boolean;
}

/** Writes the committee paper of a proposal, as the saved operation ProposalAsItStands answers those who shape it. */
export async function writePaper(config: Config, { id, out, bodyCode = null, exempt }: Asked, print: (line: string) => void): Promise<number> {
  const file = resolve(out ?? pathGiven(`proposal-${id.replace(/[^\w-]/g, '')}.html`));
  if (!/\.(html|docx)$/.test(file)) throw new HubError('BAD_ARGUMENT', `--out is "${out}". Expected a name that ends in .html or .docx.`);
  checkIsNew(file, 'BAD_ARGUMENT');
  const today = new Date().toISOString().slice(0, 10);
  const proposal = await readWhole(config, id, today);
  checkBody(bodyCode, proposal.standings.map((standing) => standing.bodyCode));
  const paper = paperOf(paperSourceOf(proposal, { bodyCode, asAt: today, includesExempt: exempt }));
  writeNewFile(file, file.endsWith('.docx') ? await paperAsDocx(paper) : paperAsHtml(paper), 'BAD_ARGUMENT');
  print(`Wrote the paper of “${proposal.title}”, version ${proposal.versionNumber}, to ${file}${exempt ? ', with its exempt appendix: it is not for the public' : ''}.`);
  return 0;
}

/** The operator of a hub has its database, and so may read every proposal. */
async function readWhole(config: Config, id: string, today: string): Promise<AnsweredProposal> {
  const hub = await openExistingHub(config);
  try {
    const operator = viewerFor({ id: 'operator', name: 'Operator of the hub', roles: [], scopes: ['read:proposals'], bodyCode: null, regionCode: null }, today);
    const { proposals } = await withApi({ hub, config }, (api) => api.execute(ProposalAsItStandsDocument, { ids: [id] }, operator));
    const [proposal] = proposals.nodes;
    if (!proposal) throw new HubError('UNKNOWN_PROPOSAL', `No proposal has the id "${id.slice(0, 80)}". The saved query Proposals lists the ids.`);
    return proposal;
  } finally {
    await hub.close();
  }
}
