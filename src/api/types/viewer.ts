import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

export enum ViewerKind {
  PUBLIC = 'public',
  PUBLISHER = 'publisher',
  REVIEWER = 'reviewer',
}
registerEnumType(ViewerKind, {
  name: 'ViewerKind',
  description: 'As whom a caller is answered.',
  valuesConfig: {
    PUBLIC: { description: 'As anybody: no key was sent.' },
    PUBLISHER: { description: 'As a publisher, known by its key: it also sees its own plans under embargo, and may dispute how its priorities are read.' },
    REVIEWER: { description: 'As a reviewer, known by its key: it sees what everybody sees, and may decide on themes and overlaps.' },
  },
});

@ObjectType({ description: 'An organisation that publishes and decides for itself, such as an authority or a regional body.' })
export class Body {
  @Field(() => ID, { description: 'Its GSS code, as its packages give it as publisher.' })
  code!: string;
  @Field(() => String, { description: 'Its name; its code where the hub knows no name.' })
  name!: string;
}

@ObjectType('Viewer', { description: 'As whom the hub answers you.' })
export class ViewerType {
  @Field(() => ViewerKind, { description: 'As the public, as a publisher, or as a reviewer.' })
  kind!: ViewerKind;
  @Field(() => Body, { nullable: true, description: 'The body whose key you sent. Empty for the public and for reviewers.' })
  body!: Body | null;
  @Field(() => String, { nullable: true, description: 'The name that stands beside your decisions, as the hub\'s operator gave it with your key. Empty for all but reviewers.' })
  reviewer!: string | null;
}
