import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { AuthorityKind, AuthorityType } from '../../catalogue/authority.ts';
import { connectionOf } from '../connection.ts';
import { contains, isOneOf, validOn } from '../read/conditions.ts';
import { listReader } from '../read/listReader.ts';
import { PageArgs } from '../read/pageArgs.ts';
import type { List } from '../read/readPage.ts';
import { authoritiesAskedAbout } from '../read/timeScope.ts';
import { GraphQLISODate } from '../scalars.ts';

export const AuthorityConnection = connectionOf('Authority', () => AuthorityType);
const authorityList: List = { table: 'authority', orderBy: ['name', 'id'] };

const kindsWithDuties = Object.values(AuthorityKind).filter((kind) => kind !== AuthorityKind.DISTRICT);

@InputType({ description: 'Narrows a list of authorities. Every condition given must hold.' })
export class AuthorityFilter {
  @Field(() => ID, { nullable: true, description: 'GSS code of a region: its authorities.' })
  region?: string;
  @Field(() => [ID], { nullable: true, description: 'GSS codes: these authorities, districts too.' })
  codes?: string[];
  @Field(() => [AuthorityKind], { nullable: true, description: "Authorities of any of these kinds. Left out, all with children's-services duties: districts only where their codes are given." })
  kinds?: AuthorityKind[];
  @Field(() => GraphQLISODate, { nullable: true, description: 'Authorities that existed on this day. Left out, past ones are listed too: see validTo.' })
  asAt?: string;
  @Field(() => String, { nullable: true, description: 'Authorities whose name holds these words, whatever the case.' })
  text?: string;
}

@ArgsType()
export class AuthorityArgs extends PageArgs {
  @Field(() => AuthorityFilter, { nullable: true, description: "Which authorities. Left out, all with children's-services duties." })
  filter?: AuthorityFilter;
}

export const readAuthorities = listReader<AuthorityFilter>(authorityList, async (context, filter) => {
  await authoritiesAskedAbout(context, { region: filter.region, authorities: filter.codes });
  const kinds = filter.kinds ?? (filter.codes ? undefined : kindsWithDuties);
  return [
    filter.region && isOneOf('authority.regionCode', [filter.region]),
    filter.codes && isOneOf('authority.id', filter.codes),
    kinds && isOneOf('authority.kind', kinds),
    filter.asAt && validOn('authority', filter.asAt),
    filter.text && contains('authority.name', filter.text),
  ];
});
