import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { AuthorityType } from '../../catalogue/authority.ts';

@ObjectType('ThemeContact', { description: "To whom an authority wants to be written about a theme: a role's mailbox, never a person." })
export class ThemeContactType {
  authorityCode!: string;
  themeCode!: string | null;
  @Field(() => ID, { description: 'Stable identifier.' })
  id!: string;
  @Field(() => String, { description: 'The address.' })
  mailbox!: string;
  @Field(() => String, { description: 'Who reads it, in words: a team or a service.' })
  role!: string;
  @Field(() => String, { description: 'Who set it: a post of the authority, or of an administrator.' })
  setBy!: string;
  @Field(() => String, { description: 'When it was set (ISO 8601, UTC).' })
  setAt!: string;
}

@ObjectType({ simpleResolvers: true, description: 'An authority, and to whom it wants to be written about what is asked.' })
export class AuthorityContact {
  @Field(() => AuthorityType, { description: 'The authority.' })
  authority!: AuthorityType;
  @Field(() => ThemeContactType, { nullable: true, description: 'Its contact for the theme, or else its general one. Empty when it has named none.' })
  contact!: ThemeContactType | null;
}

@InputType({ description: 'To whom an authority wants to be written.' })
export class SetContactInput {
  @Field(() => ID, { description: 'GSS code of the authority.' })
  authority!: string;
  @Field(() => ID, { nullable: true, description: 'Code of the theme it is for. Left out: for every theme without one of its own.' })
  theme?: string | null;
  @Field(() => String, { description: 'A mailbox that a role reads, for example cyp.commissioning@leicester.gov.uk. One that may be a person\'s is refused.' })
  mailbox!: string;
  @Field(() => String, { description: 'Who reads it, in at most 80 characters: a team or a service, for example "Commissioning team, SEND". Everybody sees it, so name no person.' })
  role!: string;
}

@InputType({ description: 'Which contact goes.' })
export class RemoveContactInput {
  @Field(() => ID, { description: 'Id of the contact, as "contacts" of an authority gives it.' })
  contact!: string;
}

@ObjectType({ description: 'What came of setting or removing a contact.' })
export class ContactPayload {
  @Field(() => AuthorityType, { description: 'The authority, with the contacts that it has now.' })
  authority!: AuthorityType;
}
