import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

export enum ViewerKind {
  PUBLIC = 'public',
  PUBLISHER = 'publisher',
}
registerEnumType(ViewerKind, {
  name: 'ViewerKind',
  description: 'As whom a caller is answered.',
  valuesConfig: {
    PUBLIC: { description: 'As anybody: no key was sent.' },
    PUBLISHER: { description: 'As a publisher, known by its key: it also sees its own plans under embargo, and may dispute how its priorities are read.' },
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
  @Field(() => ViewerKind, { description: 'As the public, or as a publisher.' })
  kind!: ViewerKind;
  @Field(() => Body, { nullable: true, description: 'The body whose key you sent. Empty for the public.' })
  body!: Body | null;
}
