import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readAddress } from '../../api/address.ts';
import type { Api } from '../../api/createApi.ts';
import { ProposalAsItStandsDocument } from '../../api/generated/operations.ts';
import { HubError } from '../../errors.ts';
import { paperOf } from '../../commissioning/paper/paperOf.ts';
import type { Paper } from '../../commissioning/paper/Paper.ts';
import { paperAsDocx } from './paperAsDocx.ts';
import { paperAsHtml } from './paperAsHtml.ts';
import { paperSourceOf } from './paperSource.ts';

type Asked = FastifyRequest<{ Params: { id: string } }>;

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** A paper has its styles in itself, and nothing else. */
const paperPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Hangs the committee papers of proposals on the server: of agreed ones for everybody, of others for whoever's key may see them. What is exempt is in none of them. */
export async function mountPapers(app: FastifyInstance, api: Api): Promise<void> {
  await app.register(async (papers) => {
    papers.addHook('onRequest', api.checkToken);
    papers.get('/proposals/:id/paper', async (request: Asked, reply) => reply.type('text/html; charset=utf-8').header('content-security-policy', paperPolicy).send(paperAsHtml(await readPaper(api, request, reply))));
    papers.get('/proposals/:id/paper.docx', async (request: Asked, reply) => {
      const file = await paperAsDocx(await readPaper(api, request, reply));
      return reply.type(docx).header('content-disposition', `attachment; filename="proposal-${request.params.id.replace(/[^\w-]/g, '')}.docx"`).send(file);
    });
  });
}

async function readPaper(api: Api, request: Asked, reply: FastifyReply): Promise<Paper> {
  const { authority: bodyCode = null } = readAddress(request.query, ['authority']);
  const viewer = await api.identify(request, reply);
  const { proposals } = await api.execute(ProposalAsItStandsDocument, { ids: [request.params.id] }, viewer);
  const [proposal] = proposals.nodes;
  if (!proposal) throw new HubError('NOT_FOUND', `No proposal that everybody may see has the id "${request.params.id.slice(0, 80)}". One that is not agreed yet is seen by those who shape it, with their key as "Authorization: Bearer KEY"; the operator prints it with "npm run hub -- paper".`);
  checkBody(bodyCode, proposal.standings.map((standing) => standing.bodyCode));
  return paperOf(paperSourceOf(proposal, { bodyCode, asAt: viewer.today, includesExempt: false }));
}

export function checkBody(bodyCode: string | null, takingPart: readonly string[]): void {
  if (bodyCode !== null && !takingPart.includes(bodyCode)) throw new HubError('BAD_ARGUMENT', `The paper is asked for ${bodyCode.slice(0, 40)}, which does not take part. Those that do: ${takingPart.join(', ') || 'none'}.`);
}
