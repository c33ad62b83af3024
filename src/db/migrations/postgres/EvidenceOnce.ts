import { Migration } from '@mikro-orm/migrations';

/** A member may have no evidence of its own. What there is stays until its priority is read again. */
export class EvidenceOnce extends Migration {
  override up(): void {
    this.addSql('alter table "overlap_member" alter column "evidence" drop not null;');
  }
}
