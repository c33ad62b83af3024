// Makes one supergraph of running subgraphs.
// @ts-check
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { askGraphql } from './askGraphql.mjs';

/**
 * Asks each subgraph for its types and composes them, or throws what does not fit.
 * @param {{ name: string, url: string }[]} subgraphs
 * @returns {Promise<string>} the supergraph as a gateway reads it
 */
export async function compose(subgraphs) {
  const services = await Promise.all(subgraphs.map(async ({ name, url }) => ({ name, url, typeDefs: parse((await askGraphql(url, '{ _service { sdl } }'))._service.sdl) })));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(`The subgraphs do not compose:\n${(errors ?? []).map(({ message }) => message).join('\n')}`);
  return supergraphSdl;
}
