import { randomUUID } from 'node:crypto';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { bodyWhich, may } from '../../access/viewer.ts';
import { AuthorityType } from '../../catalogue/authority.ts';
import { ThemeType } from '../../catalogue/theme.ts';
import { checkMailbox, checkRole } from '../../access/mailbox.ts';
import { HubError } from '../../errors.ts';
import type { RequestContext } from '../context.ts';
import { costOfAct, costOfShortList } from '../cost.ts';
import { checkThemes, themeCodes } from '../read/checkThemes.ts';
import { contentInForce } from '../read/proposals/readProposal.ts';
import { contactFor, contactsAbout, contactsOf } from '../read/readContacts.ts';
import type { ScopedOverlap } from '../read/readOverlaps.ts';
import { findAllOf, findOne } from '../read/related.ts';
import { AuthorityContact, ContactPayload, RemoveContactInput, SetContactInput, ThemeContactType } from '../types/contact.ts';
import { OverlapType } from '../types/overlap.ts';
import { ProposalType } from '../types/proposals/proposal.ts';
import { holderOf } from './signedIn.ts';

@Resolver(() => ThemeContactType)
export class ThemeContactResolver {
  // Empty when refused, so that of several changes in one request each stands alone.
  @Mutation(() => ContactPayload, { nullable: true, description: 'As the authority itself, or as an administrator, say to whom it wants to be written about a theme, in the place of who was named before. Empty, with an error, when refused.', complexity: costOfAct })
  async setContact(@Ctx() context: RequestContext, @Arg('input', () => SetContactInput, { description: 'Which authority, for what, and to whom.' }) { authority: code, theme = null, ...given }: SetContactInput): Promise<ContactPayload> {
    const setBy = whoSpeaksFor(context, code);
    const { name: authorityName } = await findAuthority(context, code);
    if (theme !== null) await checkThemes(context, [theme]);
    const known = { authorityName, themeCodes: [...(await themeCodes(context))] };
    await context.acts.setContact({ id: randomUUID(), authorityCode: code, themeCode: theme, mailbox: checkMailbox(given.mailbox, known), role: checkRole(given.role, known), setBy, setAt: context.now().toISOString() });
    return afterAct(context, code);
  }

  @Mutation(() => ContactPayload, { nullable: true, description: 'As the authority itself, or as an administrator, remove a contact. Empty, with an error, when refused.', complexity: costOfAct })
  async removeContact(@Ctx() context: RequestContext, @Arg('input', () => RemoveContactInput, { description: 'Which contact.' }) { contact: id }: RemoveContactInput): Promise<ContactPayload> {
    holderOf(context, onlyItself);
    const contact = await findOne<ThemeContactType>(context, 'theme_contact', id);
    if (!contact) throw new HubError('UNKNOWN_RECORD', `No contact has the id "${id.slice(0, 80)}", or it was removed already. "contacts" of an authority lists the ids.`);
    const removedBy = whoSpeaksFor(context, contact.authorityCode);
    await context.acts.removeContact({ id, removedBy, removedAt: context.now().toISOString() });
    return afterAct(context, contact.authorityCode);
  }

  @FieldResolver(() => ThemeType, { nullable: true, description: 'The theme it is for. Empty: for every theme without one of its own.' })
  theme(@Root() { themeCode }: ThemeContactType, @Ctx() context: RequestContext): Promise<ThemeType | null> {
    return findOne(context, 'theme', themeCode);
  }
}

@Resolver(() => AuthorityType)
export class AuthorityContactsResolver {
  @FieldResolver(() => [ThemeContactType], { description: "To whom it wants to be written: mailboxes of roles, the general one first. With a theme: the one for that, or else the general one. None means that it has named none.", complexity: costOfShortList(3) })
  async contacts(@Root() { id }: AuthorityType, @Ctx() context: RequestContext, @Arg('theme', () => ID, { nullable: true, description: 'Code of a theme: only whom to write to about it.' }) theme?: string): Promise<ThemeContactType[]> {
    if (theme === undefined) return contactsOf(context, id);
    await checkThemes(context, [theme]);
    const contact = await contactFor(context, id, theme);
    return contact === null ? [] : [contact];
  }
}

@Resolver(() => OverlapType)
export class OverlapContactsResolver {
  @FieldResolver(() => [AuthorityContact], { description: 'To whom to write about it: for each authority that shares it, by name, its contact for the theme, each once where reviewers merged overlaps of several, or else its general one.', complexity: costOfShortList(20) })
  async contacts(@Root() { scope, sharing, themeCodes }: ScopedOverlap, @Ctx() context: RequestContext): Promise<object[]> {
    const sharers = scope.authorities.filter(({ id }) => sharing.includes(id));
    return (await Promise.all(sharers.map((authority) => contactsAbout(context, authority, themeCodes)))).flat();
  }
}

@Resolver(() => ProposalType)
export class ProposalContactsResolver {
  @FieldResolver(() => [AuthorityContact], { description: 'To whom to write about it: for each authority that takes part, its contacts for the themes, each once, or else its general one. Bodies that are no authorities name none and are not listed.', complexity: costOfShortList(20) })
  async contacts(@Root() proposal: ProposalType, @Ctx() context: RequestContext): Promise<AuthorityContact[]> {
    const { bodies, themeCodes: about } = await contentInForce(context, proposal);
    const authorities = await findAllOf<AuthorityType>(context, 'authority', bodies.map(({ code }) => code));
    return (await Promise.all(authorities.map((authority) => contactsAbout(context, authority, about)))).flat();
  }
}

const onlyItself = 'Only an authority itself, or an administrator of this hub, may say to whom it wants to be written';

/** The post that speaks for an authority here: one of its own, or of an administrator. */
function whoSpeaksFor(context: RequestContext, code: string): string {
  const { name } = holderOf(context, onlyItself);
  if (may(context.viewer, 'administer') || bodyWhich(context.viewer, 'speak') === code) return name;
  throw new HubError('NOT_ALLOWED', `${onlyItself}. The authority is ${code.slice(0, 40)}, and your key is that of ${name}, which does not speak for it (scope speak). Ask one of these.`);
}

async function findAuthority(context: RequestContext, code: string): Promise<AuthorityType> {
  const authority = await findOne<AuthorityType>(context, 'authority', code);
  if (authority) return authority;
  throw new HubError('UNKNOWN_AUTHORITY', `No authority has the code "${code.slice(0, 40)}". Authorities are named by their GSS code, for example E06000016 for Leicester.`);
}

/** What an act left behind, read anew: what the request had looked up before may no longer be so. */
async function afterAct(context: RequestContext, code: string): Promise<ContactPayload> {
  context.loaders.clear();
  return { authority: await findAuthority(context, code) };
}
