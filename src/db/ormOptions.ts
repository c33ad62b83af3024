import type { Constructor } from '@mikro-orm/core';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import type { Tables } from './Database.ts';

/** Migrations of one kind of database, oldest first. Their names are what a database remembers having been through. */
export type Migrations = readonly { name: string; class: Constructor<Migration> }[];

/** What both databases are opened with. */
export function ormOptions(tables: Tables, migrations: Migrations) {
  return {
    entities: [...tables],
    extensions: [Migrator],
    migrations: { migrationsList: [...migrations], snapshot: false, allOrNothing: true },
    // The hub reads rows, not entities: nothing may lean on a shared identity map.
    allowGlobalContext: false,
    // The migrator reports each step; a step that fails throws, and that is what an operator needs to hear.
    logger: () => {},
    ensureDatabase: false,
    // What is not a table is written in the migrations.
    schemaGenerator: { ignoreRoutines: true, ignoreTriggers: true },
  };
}
