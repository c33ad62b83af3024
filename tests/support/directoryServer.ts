import { json, startAuthority, status, type Behaviour, type FakeAuthority } from './fakeAuthority.ts';

/** A service in Open Referral, as a directory has it. */
export type DirectoryService = Record<string, unknown> & { id: string; name: string };

export interface DirectoryServer {
  authority: FakeAuthority;
  /** Under which /services is. */
  address: string;
  /** Takes the place of what it lists. */
  hold: (services: readonly DirectoryService[]) => void;
  /** What it was asked for since the last time, without the address. */
  asked: () => string[];
}

interface Options {
  /** Version 1 calls members of its pages otherwise, and gives lists inside services other names. */
  version?: '3.0' | '1.0';
  /** Whether its list leaves out what is in lists inside a service. */
  isShallow?: boolean;
  /** Most services on a page, whatever is asked for. */
  perPage?: number;
  /** Whether a service can be asked for by itself. */
  hasDetails?: boolean;
  /** When each service changed (ISO), by id, where it can be asked which did; their records do not say. */
  changedAt?: Map<string, string>;
}

/** A directory of services as authorities run them, on loopback. */
export async function serveDirectory(services: readonly DirectoryService[], { version = '3.0', isShallow = false, perPage = 2, hasDetails = true, changedAt }: Options = {}): Promise<DirectoryServer> {
  let held: readonly DirectoryService[] = services;
  const list: Behaviour = (request, response, time) => {
    const asked = new URL(request.url!, 'http://any').searchParams;
    const [page, size] = [Number(asked.get('page') ?? 1), Math.min(Number(asked.get('per_page') ?? perPage), perPage)];
    const after = asked.get('modified_after');
    const listed = changedAt && after !== null ? held.filter(({ id }) => changedAt.get(id)! > after) : held;
    const pages = Math.max(1, Math.ceil(listed.length / size));
    const contents = listed.slice((page - 1) * size, page * size).map((service) => (isShallow ? shallow(service) : service));
    const wrapped = version === '3.0'
      ? { total_items: listed.length, total_pages: pages, page_number: page, size: contents.length, first_page: page === 1, last_page: page >= pages, empty: contents.length === 0, contents }
      : { totalElements: listed.length, totalPages: pages, number: page, size: contents.length, first: page === 1, last: page >= pages, empty: contents.length === 0, content: contents };
    void json(wrapped)(request, response, time);
  };
  const authority = await startAuthority({ '/api/': version === '3.0' ? json({ version: 'HSDS-UK-3.0' }) : status(404), '/api/services': list });
  const offered = new Set<string>();
  const hold = (next: readonly DirectoryService[]): void => {
    held = next;
    for (const id of offered) authority.behave({ [`/api/services/${encodeURIComponent(id)}`]: status(404) });
    for (const service of hasDetails ? next : []) {
      offered.add(service.id);
      authority.behave({ [`/api/services/${encodeURIComponent(service.id)}`]: json(service) });
    }
  };
  hold(services);
  return { authority, address: authority.at('/api'), hold, asked: () => authority.asked.splice(0).map((url) => url.replace(/^\/api/, '').replace(/\?page=(\d+).*?(&modified_after=(\d{4}-\d\d-\d\d).*)?$/, (_, page, __, day) => ` ${page}${day ? ` after ${day}` : ''}`)) };
}

function shallow(service: DirectoryService): DirectoryService {
  return Object.fromEntries(Object.entries(service).filter(([, value]) => !Array.isArray(value))) as DirectoryService;
}
