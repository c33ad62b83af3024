import { Migration } from '@mikro-orm/migrations';

/** What publishers say against the reading of their priorities. */
export class Disputes extends Migration {
  override up(): void {
    this.addSql('create table "coding_dispute" ("id" text not null primary key, "priority_id" text not null, "theme_code" text null, "suggested_theme_code" text null, "note" text not null, "body_code" text not null, "state" text not null, "made_at" text not null, "withdrawn_at" text null);');
    this.addSql('create index "coding_dispute_priority_id_index" on "coding_dispute" ("priority_id");');
  }
}
