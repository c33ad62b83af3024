import type { HarvestReport } from '../../src/harvest/harvestReport.ts';
import type { DirectoryService } from './directoryServer.ts';
import { publishers } from './harvest.ts';
import { openRuns, type Runs } from './registeredSource.ts';

const id = 'E06000016/directory';
const at = (day: number): Date => new Date(Date.UTC(2025, 5, day, 12));

/** A service of Leicester's directory, whole. */
export function service(ref: string, changes: Record<string, unknown> = {}): DirectoryService {
  return {
    id: ref,
    name: `Club ${ref}`,
    status: 'active',
    minimum_age: 5,
    maximum_age: 11,
    assured_date: '2025-01-31',
    last_modified: '2025-01-31T00:00:00Z',
    organization: { id: 'o1', name: 'Clubs Ltd' },
    attributes: [{ id: `a-${ref}`, taxonomy_term: { id: 't1', code: 'SEND', name: 'Special educational needs', taxonomy: 'esdServiceTypes' } }],
    cost_options: [{ id: `c-${ref}`, amount: 2, currency: 'GBP' }],
    service_at_locations: [{ id: `l-${ref}`, location: { id: `p-${ref}`, latitude: 52.63, longitude: -1.13, addresses: [{ postal_code: 'LE1 5WW' }] } }],
    ...changes,
  };
}

/** A hub that reads Leicester's directory. */
export interface Trial extends Runs {
  read: (day?: number) => Promise<HarvestReport>;
  /** Services that are there, by reference, with a column or two of each. */
  services: () => Promise<Record<string, unknown>[]>;
}

/** Registers the directory with settings of its connector, and further words of its registration. */
export async function register(settings: Record<string, unknown>, changes: Record<string, unknown> = {}): Promise<Trial> {
  let now = at(1);
  const runs = await openRuns({ clock: () => now });
  await runs.save({ name: 'directory', title: 'Leicester’s directory', publisher: publishers.leicester, connector: 'open-referral', mayShrinkBy: 100, settings, ...changes });
  return {
    ...runs,
    read: async (day = 1) => {
      now = at(day);
      return (await runs.run(id))[0]!;
    },
    services: () => runs.rows('select ref, name, document, withdrawn_on from service order by ref'),
  };
}

/** Names of services that are not withdrawn. */
export const whatIsThere = async (trial: Trial): Promise<string[]> => (await trial.services()).filter(({ withdrawn_on: gone }) => gone === null).map(({ name }) => String(name));
