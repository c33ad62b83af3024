import { Migration } from '@mikro-orm/migrations';

/** Services of different sources that may be one, and what people decided of them. */
export class Duplicates extends Migration {
  override up(): void {
    this.addSql('create table "service_compared" ("service_id" text not null primary key, "read_from" text not null);');
    this.addSql('create table "service_key" ("owner_id" text not null, "key_text" text not null, primary key ("owner_id", "key_text"));');
    this.addSql('create index "service_key_key_text_index" on "service_key" ("key_text");');
    this.addSql('create table "common_service_key" ("key_text" text not null primary key, "most" integer not null);');
    this.addSql('create table "duplicate_candidate" ("id" text not null primary key, "first_id" text not null, "second_id" text not null, "score" integer not null, "reasons" text not null, "against" text not null, "status" text not null);');
    this.addSql('create index "duplicate_candidate_first_id_index" on "duplicate_candidate" ("first_id");');
    this.addSql('create index "duplicate_candidate_second_id_index" on "duplicate_candidate" ("second_id");');
    this.addSql('create index "duplicate_candidate_score_index" on "duplicate_candidate" ("score");');
    this.addSql('create table "duplicate_decision" ("id" text not null primary key, "kind" text not null, "first_id" text not null, "second_id" text not null, "keep_id" text null, "undoes_id" text null, "note" text not null, "reviewer" text not null, "made_at" text not null);');
    this.addSql('create index "duplicate_decision_first_id_index" on "duplicate_decision" ("first_id");');
    this.addSql('create index "duplicate_decision_second_id_index" on "duplicate_decision" ("second_id");');
    this.addSql('create index "duplicate_decision_undoes_id_index" on "duplicate_decision" ("undoes_id");');
    this.addSql('create index "duplicate_decision_made_at_index" on "duplicate_decision" ("made_at");');
    this.addSql('create table "service_group" ("service_id" text not null primary key, "group_id" text not null, "place" integer not null);');
    this.addSql('create index "service_group_group_id_index" on "service_group" ("group_id");');
  }
}
