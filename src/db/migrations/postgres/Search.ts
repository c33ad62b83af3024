import { Migration } from '@mikro-orm/migrations';

/** The index of words that search reads. The same for PostgreSQL. */
export class Search extends Migration {
  override up(): void {
    this.addSql('create table "search_record" ("kind" text collate "C" not null, "record_id" text collate "C" not null, "content_hash" text collate "C" not null, "index_version" text collate "C" not null, primary key ("kind", "record_id"));');
    this.addSql('create table "search_word" ("kind" text collate "C" not null, "record_id" text collate "C" not null, "field" text collate "C" not null, "word" text collate "C" not null, "stem" text collate "C" not null, "positions" text collate "C" not null, "field_length" int not null, primary key ("kind", "record_id", "field", "word"));');
    this.addSql('create index "search_word_word_index" on "search_word" ("word");');
    this.addSql('create index "search_word_stem_index" on "search_word" ("stem");');
  }
}
