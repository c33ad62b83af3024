import { HubError } from '../../../errors.ts';
import type { Publisher } from '../../package/readDescriptor.ts';
import { quoteValue } from '../../package/quoteValue.ts';
import { fileSheet } from './fileSheet.ts';
import type { KnownCodes } from './knownCodes.ts';
import { listsSheet } from './listsSheet.ts';
import { packageSheet } from './packageSheet.ts';
import { readMeSheet } from './readMeSheet.ts';
import type { SheetSpec } from './SheetSpec.ts';

/** The files of the package as an officer comes to them, with the colour of their tabs: first those nearly everybody fills in, last what only a region or a nation defines. */
const order = [
  { colour: '00703C', files: ['plans', 'priorities'] },
  { colour: '5694CA', files: ['outcomes', 'actions', 'milestones', 'plan_indicators', 'targets', 'observations', 'services', 'service_places', 'service_costs', 'service_terms', 'service_capacities', 'service_use', 'budgets'] },
  { colour: '505A5F', files: ['plan_steps', 'plan_links', 'consultations', 'inspections', 'judgements', 'recommendations', 'groups', 'responsibilities', 'meetings', 'protocols'] },
  { colour: 'B1B4B6', files: ['indicators', 'populations', 'areas', 'authorities', 'regions', 'themes', 'neighbour_models'] },
];

export interface TemplateOptions {
  publisher: Publisher | null;
  codes: KnownCodes;
  /** Files to have sheets; all when not given. */
  files?: readonly string[];
}

/** The sheets of a workbook in which a data package can be written: Read me, Package, one for each file, Lists. */
export function templateSheets({ publisher, codes, files }: TemplateOptions): SheetSpec[] {
  const known = order.flatMap((group) => group.files);
  const unknown = files?.find((file) => !known.includes(file));
  if (unknown !== undefined) throw new HubError('BAD_ARGUMENT', `--files names ${quoteValue(unknown)}, which is no file of the data package. Allowed: ${known.join(', ')}.`);
  const chosen = files ? known.filter((file) => files.includes(file)) : known;
  const context = { codes, files: new Set(chosen) };
  return [
    readMeSheet(chosen),
    packageSheet(publisher, codes),
    ...order.flatMap(({ colour, files: group }) => group.filter((file) => context.files.has(file)).map((file) => fileSheet(file, context, colour))),
    listsSheet(codes),
  ];
}
