import { type Places } from './places.ts';
import { sourceTitle } from './sources.ts';
import { addRow, type Package, type Row } from './tables.ts';

const notServices: Record<string, string> = { SV001: 'directory', SV010: 'network', SV013: 'system', SV014: 'directory', SV019: 'system', SV040: 'system' };

const groupKinds: Record<string, string> = {
  'strategic board': 'board', 'statutory board': 'board', 'partnership board': 'board', 'thematic board': 'board', 'programme board': 'board', board: 'board',
  scrutiny: 'board', 'scrutiny commission': 'board', 'strategic partnership': 'board', executive: 'executive', 'age-related group': 'age',
  'locality group': 'locality', 'locality coordination': 'locality', 'cross-cutting group': 'cross-cutting', 'sub-group': 'cross-cutting',
  'working group': 'cross-cutting', 'working groups': 'cross-cutting', 'partnership group': 'cross-cutting', 'commissioning group': 'cross-cutting',
  'local strategic partnership': 'partner', 'crime and disorder partnership': 'partner', 'government office': 'partner', observatory: 'partner',
  'executive team': 'team', team: 'team', 'project group': 'team', forum: 'forum', 'regional network': 'forum',
};

const agesByName: Record<string, [from: string, to: string]> = { 'Birth to five group': ['0', '5'], 'Five to 13 group': ['5', '13'], '13 to 19 group': ['13', '19'] };

// Groups that the source calls joint with the City.
const jointWithLeicester = new Set(['SV008', 'GR016']);

/** The authorities behind the data's name for them; "East Midlands (regional)" is the nine of 2006. */
export function authoritiesNamed(name: string, places: Places): string[] {
  if (name === 'East Midlands (regional)') return places.eastMidlandsIn(2006);
  return name.split(/, | and (?!Wear)/).map((part) => places.codeOf(part)).toSorted();
}

export function addService(target: Package, row: Row, codes: string[], places: Places): void {
  const isTierModel = row.service_id === 'SV040';
  addRow(target, 'services', {
    service_ref: row.service_id!,
    name: row.name!,
    description: row.description!,
    provider: row.provider!,
    authority_codes: withJoint(row.service_id!, codes, places),
    kind: notServices[row.service_id!] ?? 'service',
    theme_codes: row.themes!,
    age_from: row.age_from!,
    age_to: row.age_to!,
    tier_model: isTierModel ? "Derby Children and Young People's Plan 2006-2008, four tiers of intervention" : '',
    source: sourceTitle(row.source!),
    locator: row.locator!,
  });
}

export function addGroup(target: Package, row: Row, codes: string[], siblings: Row[], places: Places): void {
  const kind = groupKinds[row.type!];
  if (kind === undefined) throw new Error(`No group kind is decided for "${row.type}".`);
  const parent = siblings.find((other) => row.parent !== '' && other.group_id !== row.group_id && isNamed(other, row.parent!));
  const [ageFrom = '', ageTo = ''] = agesByName[row.name!] ?? [];
  addRow(target, 'groups', {
    group_ref: row.group_id!,
    name: row.name!,
    kind,
    authority_codes: withJoint(row.group_id!, codes, places),
    reports_to_ref: parent?.group_id ?? '',
    chair_post: row.chair_role!,
    age_from: ageFrom,
    age_to: ageTo,
    remit: row.remit!,
    source: sourceTitle(row.source!),
    locator: row.locator!,
    note: parentNote(row, parent),
  });
}

// "CYP Board (annual report)" is the board whose name carries "(CYP Board)".
function isNamed(group: Row, parent: string): boolean {
  const plain = parent.replace(/ \(.*\)$/, '');
  return group.name === plain || group.name!.replace(/ \(.*\)$/, '') === plain || group.name!.includes(`(${plain})`);
}

function parentNote(row: Row, parent: Row | undefined): string {
  if (row.parent === '' || (parent && !row.parent!.includes('('))) return '';
  return `reports to ${row.parent}`;
}

function withJoint(ref: string, codes: string[], places: Places): string {
  return (jointWithLeicester.has(ref) ? [...codes, places.codeOf('Leicester')] : codes).toSorted().join(';');
}
