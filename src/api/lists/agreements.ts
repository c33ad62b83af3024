import { sql } from 'kysely';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { isStanding, type AgreementStanding } from '../../access/agreements.ts';
import { connectionOf } from '../connection.ts';
import { isOneOf } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import { AgreementStandingEnum, SharingAgreementType } from '../types/agreement.ts';

export const SharingAgreementConnection = connectionOf('SharingAgreement', () => SharingAgreementType, 'data-sharing agreement');

@InputType({ description: 'Narrows a list of data-sharing agreements. Every condition given must hold.' })
export class SharingAgreementFilter {
  @Field(() => [ID], { nullable: true, description: 'GSS codes: agreements by which any of these publishers shares.' })
  publishers?: string[];
  @Field(() => [ID], { nullable: true, description: 'GSS codes: agreements by which any of these bodies receives.' })
  withBodies?: string[];
  @Field(() => [ID], { nullable: true, description: 'GSS codes: agreements by which the analysts of any of these regions receive.' })
  withRegions?: string[];
  @Field(() => [AgreementStandingEnum], { nullable: true, description: 'Agreements that stand so today.' })
  standings?: AgreementStanding[];
}

@ArgsType()
export class SharingAgreementArgs extends PageArgs {
  @Field(() => SharingAgreementFilter, { nullable: true, description: 'Which agreements. Left out, all that you may see, those that are over among them.' })
  filter?: SharingAgreementFilter;
}

export const readAgreements = listReader<SharingAgreementFilter>({ table: 'sharing_agreement', orderBy: ['recordedAt', 'id'], descending: true }, ({ today }, { publishers, withBodies, withRegions, standings }) => [
  publishers && isOneOf('sharing_agreement.publisherCode', publishers),
  withBodies && isOneOf('sharing_agreement.withBodyCode', withBodies),
  withRegions && isOneOf('sharing_agreement.withRegionCode', withRegions),
  standings && sql<boolean>`(${sql.join(standings.map((standing) => isStanding(standing, today)), sql` or `)})`,
]);
