import { Migration } from '@mikro-orm/migrations';

/** Mappings of terms to themes, version by version. */
export class Terms extends Migration {
  override up(): void {
    this.addSql('create table "term_mapping_version" ("version" int not null, "imported_at" text collate "C" not null, "imported_by" text collate "C" null, "note" text collate "C" null, primary key ("version"));');
    this.addSql('create table "term_mapping_row" ("version" int not null, "vocabulary" text collate "C" not null, "term" text collate "C" not null, "label" text collate "C" not null, "theme_code" text collate "C" null, "note" text collate "C" not null, primary key ("version", "vocabulary", "term"));');
  }
}
