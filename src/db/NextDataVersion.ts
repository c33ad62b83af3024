import type { Kysely } from 'kysely';

/**
 * Makes the data version that a change is stored under, within the change's transaction, and returns its number. Its cause is public, so acts of
 * people give none: what they are about may be under embargo, and who shares with whom is the parties' business, even that anybody does.
 */
export type NextDataVersion = (db: Kysely<unknown>, committedAt: string, cause?: string) => Promise<number>;
