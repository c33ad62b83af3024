import DataLoader from 'dataloader';
import { isReceivedBy, isStanding } from '../../access/agreements.ts';
import { isPublicOn } from '../../access/embargo.ts';
import type { PlanType } from '../../catalogue/plan.ts';
import { loaderOf, type RequestContext } from '../context.ts';
import type { SharingAgreementType } from '../types/agreement.ts';
import { findOne } from './related.ts';

/** The agreement through which the viewer sees a plan that is not public: of several, the one that lasts longest. Null where it needs none. */
export async function agreementThroughWhichSeen(context: RequestContext, plan: PlanType): Promise<SharingAgreementType | null> {
  if (isPublicOn(context.today, plan.embargoUntil)) return null;
  const source = await findOne<{ id: string; publisherCode: string }>(context, 'source', plan.sourceId);
  if (!source) return null;
  const received = await agreementsReceived(context);
  return received.find(({ publisherCode, sourceId }) => publisherCode === source.publisherCode && (sourceId === null || sourceId === source.id)) ?? null;
}

/** Those in force by which the viewer is shown something, the longest first: few, and read once in a request. */
function agreementsReceived(context: RequestContext): Promise<SharingAgreementType[]> {
  return loaderOf(context, 'agreements received', () => new DataLoader<string, SharingAgreementType[]>(async (keys) => Array(keys.length).fill(await readReceived(context)) as SharingAgreementType[][])).load('all');
}

async function readReceived({ db, viewer, today }: RequestContext): Promise<SharingAgreementType[]> {
  const isReceived = isReceivedBy(viewer);
  if (isReceived === null) return [];
  const rows = await db.selectFrom('sharing_agreement').selectAll().where(isReceived).where(isStanding('in-force', today)).orderBy('validTo', 'desc').orderBy('id').execute();
  return rows as unknown as SharingAgreementType[];
}
