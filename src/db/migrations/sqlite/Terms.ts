import { Migration } from '@mikro-orm/migrations';

/** Mappings of terms to themes, version by version. */
export class Terms extends Migration {
  override up(): void {
    this.addSql('create table "term_mapping_version" ("version" integer not null primary key, "imported_at" text not null, "imported_by" text null, "note" text null);');
    this.addSql('create table "term_mapping_row" ("version" integer not null, "vocabulary" text not null, "term" text not null, "label" text not null, "theme_code" text null, "note" text not null, primary key ("version", "vocabulary", "term"));');
  }
}
