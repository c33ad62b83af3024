import type { Kysely } from 'kysely';

/** Makes the data version that a change is stored under, within the change's transaction, and returns its number. */
export type NextDataVersion = (db: Kysely<unknown>, committedAt: string, cause: string) => Promise<number>;
