import { Migration } from '@mikro-orm/migrations';

/** What reviewers decide, and the places that their decisions take effect in. */
export class Decisions extends Migration {
  override up(): void {
    this.addSql('create table "decision" ("id" text collate "C" not null, "kind" text collate "C" not null, "subject" text collate "C" not null, "priority_ids" text collate "C" not null, "theme_code" text collate "C" null, "rank" text collate "C" null, "overlap_id" text collate "C" null, "other_overlap_id" text collate "C" null, "core_keys" text collate "C" not null, "title" text collate "C" null, "undoes_id" text collate "C" null, "note" text collate "C" not null, "reviewer" text collate "C" not null, "made_at" text collate "C" not null, "basis" text collate "C" not null, primary key ("id"));');
    this.addSql('create index "decision_subject_index" on "decision" ("subject");');
    this.addSql('create index "decision_undoes_id_index" on "decision" ("undoes_id");');
    this.addSql('create index "decision_made_at_index" on "decision" ("made_at");');
    this.addSql('create table "decision_priority" ("owner_id" text collate "C" not null, "target_id" text collate "C" not null, primary key ("owner_id", "target_id"));');
    this.addSql('create index "decision_priority_target_id_index" on "decision_priority" ("target_id");');
    this.addSql('create table "decision_overlap" ("owner_id" text collate "C" not null, "target_id" text collate "C" not null, primary key ("owner_id", "target_id"));');
    this.addSql('create index "decision_overlap_target_id_index" on "decision_overlap" ("target_id");');
    this.addSql('alter table "overlap" add column "title" text collate "C" null, add column "review" text collate "C" null, add column "review_id" text collate "C" null;');
    this.addSql('alter table "overlap_member" add column "theme_code" text collate "C" null;');
    this.addSql('alter table "priority_reading" add column "engine_themes" text collate "C" null;');
    this.addSql('alter table "priority_theme" add column "core_key" text collate "C" null, add column "core_title" text collate "C" null, add column "place_evidence" text collate "C" null;');
  }
}
