// What only a hub of several regions can see: overlaps in which authorities of different regions meet.
// @ts-check
import { askGraphql } from '../supergraph/askGraphql.mjs';

/** @typedef {{ code: string, name: string, region: { name: string } | null }} Authority */
/** @typedef {{ title: string, strength: number, theme: { code: string }, authorities: Authority[] }} Overlap */

/** A day on which authorities of both regions had plans in force of which the seeds tell. */
export const day = '2013-06-01';

const question = `{ overlaps(first: 100, filter: { asAt: "${day}" }) { nodes { title strength theme { code } authorities { code name region { name } } } } }`;

/** Overlaps on that day that a hub knows. @param {string} hub its GraphQL address @returns {Promise<Overlap[]>} */
export async function overlapsOf(hub) {
  /** @type {{ overlaps: { nodes: Overlap[] } }} */
  const { overlaps } = await askGraphql(hub, question);
  return overlaps.nodes;
}

/** The regions whose authorities meet in an overlap. @param {Overlap} overlap */
export function regionsOf({ authorities }) {
  return [...new Set(authorities.flatMap(({ region }) => region?.name ?? []))].toSorted();
}

/** Those across the boundary of a region. @param {Overlap[]} overlaps */
export function acrossRegions(overlaps) {
  return overlaps.filter((overlap) => regionsOf(overlap).length > 1);
}
