import { Migration } from '@mikro-orm/migrations';

/** The index of words that search reads. Written by MikroORM from src/search/tables.ts. */
export class Search extends Migration {
  override up(): void {
    this.addSql('create table "search_record" ("kind" text not null, "record_id" text not null, "content_hash" text not null, "index_version" text not null, primary key ("kind", "record_id"));');
    this.addSql('create table "search_word" ("kind" text not null, "record_id" text not null, "field" text not null, "word" text not null, "stem" text not null, "positions" text not null, "field_length" integer not null, primary key ("kind", "record_id", "field", "word"));');
    this.addSql('create index "search_word_word_index" on "search_word" ("word");');
    this.addSql('create index "search_word_stem_index" on "search_word" ("stem");');
  }
}
