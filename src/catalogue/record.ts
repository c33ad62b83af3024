import 'reflect-metadata';
import { defineEntity, p } from '@mikro-orm/core';
import { Field, ID, InterfaceType } from 'type-graphql';

/** Columns of everything that came from a publisher: who it is, and from which row of which harvest it came. */
export const recordColumns = {
  /** A real code (`E06000016`, `NI 117`) or the publisher's code and its own reference (`E06000016/cypp-2006`). */
  id: p.string().primary(),
  sourceId: p.string().index(),
  /** The harvest that brought the content as it now stands, or hid or showed it with what it hangs on. */
  harvestId: p.integer(),
  firstHarvestId: p.integer(),
  file: p.string(),
  line: p.integer(),
  document: p.text().nullable(),
  locator: p.text().nullable(),
  note: p.text().nullable(),
  contentHash: p.string(),
  /** ISO date on which the publisher stopped publishing it, or what it hangs on was published no more. */
  withdrawnOn: p.string().nullable(),
};

/** A table that ties records to codes or to other records, for one list column of a package file. */
export function linkTable<const Name extends string>(tableName: Name) {
  return defineEntity({
    name: tableName,
    tableName,
    properties: { ownerId: p.string().primary(), targetId: p.string().primary().index() },
  });
}

@InterfaceType('PublishedRecord', { description: 'Anything a publisher told the hub. Every one says where it came from.', autoRegisterImplementations: true })
export abstract class PublishedRecord {
  @Field(() => ID, { description: 'Stable identifier: a real code, or the publisher\'s code and its own reference, joined by "/".' })
  id!: string;
  sourceId!: string;
  harvestId!: number;
  firstHarvestId!: number;
  file!: string;
  line!: number;
  document!: string | null;
  locator!: string | null;
  contentHash!: string;

  @Field(() => String, { nullable: true, description: 'Remark by whoever prepared the data, for example that a date was inferred.' })
  note!: string | null;
}
