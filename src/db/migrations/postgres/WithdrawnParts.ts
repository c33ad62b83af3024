import { Migration } from '@mikro-orm/migrations';

/** Records that went from sight with what they hang on, and come back with it. */
export class WithdrawnParts extends Migration {
  override up(): void {
    this.addSql('create table "withdrawn_part" ("record_table" text collate "C" not null, "record_id" text collate "C" not null, "source_id" text collate "C" not null, primary key ("record_table", "record_id"));');
    this.addSql('create index "priority_harvest_id_index" on "priority" ("harvest_id");');
  }
}
