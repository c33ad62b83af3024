import type { Migrations } from '../../ormOptions.ts';
import { Agreements } from './Agreements.ts';
import { Audit } from './Audit.ts';
import { Comparators } from './Comparators.ts';
import { Crosswalks } from './Crosswalks.ts';
import { Decisions } from './Decisions.ts';
import { DirectoryFacts } from './DirectoryFacts.ts';
import { Disclosure } from './Disclosure.ts';
import { Disputes } from './Disputes.ts';
import { Duplicates } from './Duplicates.ts';
import { Governance } from './Governance.ts';
import { Initial } from './Initial.ts';
import { Keys } from './Keys.ts';
import { PlannedSteps } from './PlannedSteps.ts';
import { Progress } from './Progress.ts';
import { Proposals } from './Proposals.ts';
import { Reasons } from './Reasons.ts';
import { Search } from './Search.ts';
import { Sources } from './Sources.ts';
import { Successors } from './Successors.ts';
import { Terms } from './Terms.ts';
import { Value } from './Value.ts';

/** Every migration, oldest first, under the names it has for SQLite: a backup of either restores into both. */
export const migrations: Migrations = [
  { name: '2026-11-22-initial', class: Initial },
  { name: '2026-11-27-disputes', class: Disputes },
  { name: '2026-11-27-search', class: Search },
  { name: '2026-11-27-successors', class: Successors },
  { name: '2026-11-27-reasons', class: Reasons },
  { name: '2026-11-27-crosswalks', class: Crosswalks },
  { name: '2026-11-27-decisions', class: Decisions },
  { name: '2026-11-27-sources', class: Sources },
  { name: '2026-11-27-directory-facts', class: DirectoryFacts },
  { name: '2026-11-27-duplicates', class: Duplicates },
  { name: '2026-11-27-terms', class: Terms },
  { name: '2026-11-27-progress', class: Progress },
  { name: '2026-11-27-governance', class: Governance },
  { name: '2026-11-27-comparators', class: Comparators },
  { name: '2026-11-27-value', class: Value },
  { name: '2026-11-27-keys', class: Keys },
  { name: '2026-11-27-proposals', class: Proposals },
  { name: '2026-11-27-audit', class: Audit },
  { name: '2026-11-27-disclosure', class: Disclosure },
  { name: '2026-11-27-planned-steps', class: PlannedSteps },
  { name: '2026-11-27-agreements', class: Agreements },
];
