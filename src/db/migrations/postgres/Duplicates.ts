import { Migration } from '@mikro-orm/migrations';

/** Services of different sources that may be one, and what people decided of them. */
export class Duplicates extends Migration {
  override up(): void {
    this.addSql('create table "service_compared" ("service_id" text collate "C" not null, "read_from" text collate "C" not null, primary key ("service_id"));');
    this.addSql('create table "service_key" ("owner_id" text collate "C" not null, "key_text" text collate "C" not null, primary key ("owner_id", "key_text"));');
    this.addSql('create index "service_key_key_text_index" on "service_key" ("key_text");');
    this.addSql('create table "common_service_key" ("key_text" text collate "C" not null, "most" int not null, primary key ("key_text"));');
    this.addSql('create table "duplicate_candidate" ("id" text collate "C" not null, "first_id" text collate "C" not null, "second_id" text collate "C" not null, "score" int not null, "reasons" text collate "C" not null, "against" text collate "C" not null, "status" text collate "C" not null, primary key ("id"));');
    this.addSql('create index "duplicate_candidate_first_id_index" on "duplicate_candidate" ("first_id");');
    this.addSql('create index "duplicate_candidate_second_id_index" on "duplicate_candidate" ("second_id");');
    this.addSql('create index "duplicate_candidate_score_index" on "duplicate_candidate" ("score");');
    this.addSql('create table "duplicate_decision" ("id" text collate "C" not null, "kind" text collate "C" not null, "first_id" text collate "C" not null, "second_id" text collate "C" not null, "keep_id" text collate "C" null, "undoes_id" text collate "C" null, "note" text collate "C" not null, "reviewer" text collate "C" not null, "made_at" text collate "C" not null, primary key ("id"));');
    this.addSql('create index "duplicate_decision_first_id_index" on "duplicate_decision" ("first_id");');
    this.addSql('create index "duplicate_decision_second_id_index" on "duplicate_decision" ("second_id");');
    this.addSql('create index "duplicate_decision_undoes_id_index" on "duplicate_decision" ("undoes_id");');
    this.addSql('create index "duplicate_decision_made_at_index" on "duplicate_decision" ("made_at");');
    this.addSql('create table "service_group" ("service_id" text collate "C" not null, "group_id" text collate "C" not null, "place" int not null, primary key ("service_id"));');
    this.addSql('create index "service_group_group_id_index" on "service_group" ("group_id");');
  }
}
