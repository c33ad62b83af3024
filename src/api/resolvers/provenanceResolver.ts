import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { PublishedRecord } from '../../catalogue/record.ts';
import type { RequestContext } from '../context.ts';
import { findOne } from '../read/related.ts';
import { Provenance, type HarvestRunType, type SourceType } from '../types/source.ts';
import { isOnTheWeb, publisherOf } from './sourceResolver.ts';

/** On the interface, so that every noun a publisher told of has it. */
@Resolver(() => PublishedRecord)
export class ProvenanceResolver {
  @FieldResolver(() => Provenance, { description: 'Where it came from: publisher, source, harvest, file and line.' })
  async provenance(@Root() record: PublishedRecord, @Ctx() context: RequestContext): Promise<Provenance> {
    const [source, harvest, firstHarvest] = await Promise.all([
      findOne<SourceType>(context, 'source', record.sourceId),
      findOne<HarvestRunType>(context, 'harvest', record.harvestId),
      findOne<HarvestRunType>(context, 'harvest', record.firstHarvestId),
    ]);
    if (!source || !harvest || !firstHarvest) throw new Error(`${record.id} has no source ${record.sourceId} or no harvest ${record.harvestId} or ${record.firstHarvestId}`);
    return {
      source,
      harvest,
      publisher: publisherOf(source),
      licence: source.licence,
      attribution: source.attribution,
      originalId: record.id.startsWith(`${source.publisherCode}/`) ? record.id.slice(source.publisherCode.length + 1) : record.id,
      link: [record.document, source.address].find(isOnTheWeb) ?? null,
      contentHash: record.contentHash,
      file: record.file,
      line: record.line,
      document: record.document,
      locator: record.locator,
      firstSeen: dayOf(firstHarvest.finishedAt),
      lastSeen: dayOf(source.lastReadAt ?? source.lastSuccessAt ?? harvest.finishedAt),
    };
  }
}

function dayOf(instant: string): string {
  return instant.slice(0, 10);
}
