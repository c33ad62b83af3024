import { randomUUID } from 'node:crypto';
import type { NewAgreement } from '../../access/agreements.ts';
import { bodyWhich, may } from '../../access/viewer.ts';
import { HubError } from '../../errors.ts';
import { checkNote } from '../../overlap/disputes.ts';
import { hasUnseen } from '../../catalogue/hasUnseen.ts';
import type { RequestContext } from '../context.ts';
import { checkBody } from '../read/readBodies.ts';
import { findOne } from '../read/related.ts';
import type { RecordAgreementInput, SharingAgreementType } from '../types/agreement.ts';
import { holderOf } from './signedIn.ts';

const [longestBasis, mostYears] = [500, 5];

/** The post that records what a publisher shares: of the publisher itself, or of an administrator. */
export function whoRecords(context: RequestContext, publisher: string): string {
  const whoMay = 'Only the publisher whose data are shared, or an administrator of this hub, may record an agreement';
  const { name } = holderOf(context, whoMay);
  if (may(context.viewer, 'administer') || bodyWhich(context.viewer, 'speak') === publisher) return name;
  throw new HubError('NOT_ALLOWED', `${whoMay}. The publisher is ${publisher.slice(0, 40)}, and your key is that of ${name}, which does not speak for it (scope speak). Ask one of these.`);
}

/** The post that ends an agreement: of either party, or of an administrator. */
export function whoEnds(context: RequestContext, { id, publisherCode, withBodyCode, withRegionCode }: SharingAgreementType): string {
  const { viewer } = context;
  const { name, regionCode } = holderOf(context, onlyParties);
  const bodyCode = bodyWhich(viewer, 'speak');
  const isOfBody = bodyCode !== null && [publisherCode, withBodyCode].includes(bodyCode);
  const isOfRegion = may(viewer, 'review') && regionCode !== null && regionCode === withRegionCode;
  if (may(viewer, 'administer') || isOfBody || isOfRegion) return name;
  throw new HubError('NOT_ALLOWED', `${onlyParties}. ${id} is between ${publisherCode} and ${withBodyCode ?? withRegionCode}, and your key is that of ${name}, which speaks for neither (scope speak, or review for a region). Ask one of these.`);
}

const onlyParties = 'Only one of the two parties, or an administrator of this hub, may end an agreement';

/** An agreement that the viewer may see. */
export async function findAgreement(context: RequestContext, id: string): Promise<SharingAgreementType> {
  holderOf(context, onlyParties);
  const agreement = await findOne<SharingAgreementType>(context, 'sharing_agreement', id);
  if (agreement) return agreement;
  throw new HubError('UNKNOWN_RECORD', `No agreement has the id "${id.slice(0, 80)}", or none that you may see. "sharingAgreements" lists the ids.`);
}

/** What is to be recorded, once all of it is found to be so. */
export async function agreementAsked(context: RequestContext, input: RecordAgreementInput): Promise<Omit<NewAgreement, 'recordedBy' | 'recordedAt'>> {
  const { publisher, source = null, what = 'unpublished-plans', note = null } = input;
  await checkBody(context, 'publisher', publisher);
  await checkSource(context, publisher, source);
  const receiver = await receiverAsked(context, input);
  const basis = checkBasis(input.basis);
  return { id: randomUUID(), publisherCode: publisher, sourceId: source, what, ...receiver, basis, note: note === null ? null : checkNote(note, 'what else is to be known, or leave it out'), ...daysAsked(context, input) };
}

async function checkSource(context: RequestContext, publisher: string, id: string | null): Promise<void> {
  if (id === null) return;
  const source = await findOne<{ publisherCode: string; publisherName: string }>(context, 'source', id);
  if (!source) throw new HubError('UNKNOWN_SOURCE', `No source has the id "${id.slice(0, 80)}". "sources" lists the ids.`);
  if (source.publisherCode !== publisher) throw new HubError('BAD_ARGUMENT', `source is "${id}", which ${source.publisherName} (${source.publisherCode}) publishes, and publisher is ${publisher}. A publisher shares its own sources alone.`);
}

async function receiverAsked(context: RequestContext, { publisher, withBody = null, withRegion = null }: RecordAgreementInput): Promise<Pick<NewAgreement, 'withBodyCode' | 'withRegionCode'>> {
  if ((withBody === null) === (withRegion === null)) throw new HubError('BAD_ARGUMENT', `${withBody === null ? 'Neither withBody nor withRegion is' : 'Both withBody and withRegion are'} given. Name the one that receives: a body, or the region of the analysts. Record one agreement for each.`);
  if (withBody === publisher) throw new HubError('BAD_ARGUMENT', `withBody is ${withBody}, the publisher itself, which sees its own plans without an agreement.`);
  if (withBody !== null) await checkBody(context, 'withBody', withBody);
  if (withRegion !== null && !(await findOne(context, 'region', withRegion))) throw new HubError('UNKNOWN_REGION', `withRegion is "${withRegion.slice(0, 40)}", which no region has as its code. "regions" lists the codes.`);
  return { withBodyCode: withBody, withRegionCode: withRegion };
}

function checkBasis(basis: string): string {
  const line = basis.replace(/\s+/g, ' ').trim();
  if (line !== '' && line.length <= longestBasis && !hasUnseen(line) && line.isWellFormed()) return line;
  throw new HubError('BAD_ARGUMENT', `basis is "${line.toWellFormed().slice(0, 80)}", of ${line.length} characters. Expected the legal basis in 1 to ${longestBasis} characters of plain text, for example "Children Act 2004, section 11; agreement of 3 March 2027".`);
}

function daysAsked({ today }: RequestContext, { validTo, ...given }: RecordAgreementInput): Pick<NewAgreement, 'validFrom' | 'validTo'> {
  const validFrom = given.validFrom ?? today;
  const last = `${String(Number(validFrom.slice(0, 4)) + mostYears).padStart(4, '0')}${validFrom.slice(4)}`;
  if (validTo < validFrom || validTo < today) throw new HubError('BAD_ARGUMENT', `validTo is ${validTo}, before ${validTo < validFrom ? `validFrom (${validFrom})` : `today (${today})`}. Give the last day on which the agreement is to open anything.`);
  if (validTo > last) throw new HubError('BAD_ARGUMENT', `validTo is ${validTo}, more than ${mostYears} years after validFrom (${validFrom}). Expected a day up to ${last}: what is to go on longer is agreed again.`);
  return { validFrom, validTo };
}
