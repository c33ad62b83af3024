// Runs two regional hubs and the national hub over them until it is told to stop.
// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { acrossRegions, day, overlapsOf, regionsOf } from './acrossRegions.mjs';
import { startNationalHub } from './startNationalHub.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'data');
console.log('Starting two regional hubs, and reading them into a national one. The first time takes up to a minute.');
const { hubs, stop } = await startNationalHub({ folder, port: Number(process.env.PORT ?? 4000), print: console.log });
for (const [name, url] of Object.entries(hubs)) {
  const overlaps = await overlapsOf(url);
  console.log(`${name} answers at ${url}: on ${day} ${overlaps.length} overlaps, ${acrossRegions(overlaps).length} of them across regions.`);
}
for (const overlap of acrossRegions(await overlapsOf(hubs.national)).slice(0, 5)) console.log(`  ${overlap.title}: ${overlap.authorities.map(({ name }) => name).join(', ')} (${regionsOf(overlap).join(', ')})`);
console.log(`Open ${hubs.national.replace(/graphql$/, '')} to see what they share. Stop with Ctrl+C.`);
await new Promise((resolve) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, resolve)));
await stop();
