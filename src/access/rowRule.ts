import type { RawBuilder } from 'kysely';
import type { Viewer } from './viewer.ts';

/** Which rows of one table a viewer may see: an SQL condition over the table's own columns (snake_case, as stored). */
export interface RowRule {
  table: string;
  visible: (viewer: Viewer) => RawBuilder<unknown>;
}
