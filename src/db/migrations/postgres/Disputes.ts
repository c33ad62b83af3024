import { Migration } from '@mikro-orm/migrations';

/** What publishers say against the reading of their priorities. */
export class Disputes extends Migration {
  override up(): void {
    this.addSql('create table "coding_dispute" ("id" text collate "C" not null, "priority_id" text collate "C" not null, "theme_code" text collate "C" null, "suggested_theme_code" text collate "C" null, "note" text collate "C" not null, "body_code" text collate "C" not null, "state" text collate "C" not null, "made_at" text collate "C" not null, "withdrawn_at" text collate "C" null, primary key ("id"));');
    this.addSql('create index "coding_dispute_priority_id_index" on "coding_dispute" ("priority_id");');
  }
}
