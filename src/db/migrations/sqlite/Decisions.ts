import { Migration } from '@mikro-orm/migrations';

/** What reviewers decide, and the places that their decisions take effect in. */
export class Decisions extends Migration {
  override up(): void {
    this.addSql('create table "decision" ("id" text not null primary key, "kind" text not null, "subject" text not null, "priority_ids" text not null, "theme_code" text null, "rank" text null, "overlap_id" text null, "other_overlap_id" text null, "core_keys" text not null, "title" text null, "undoes_id" text null, "note" text not null, "reviewer" text not null, "made_at" text not null, "basis" text not null);');
    this.addSql('create index "decision_subject_index" on "decision" ("subject");');
    this.addSql('create index "decision_undoes_id_index" on "decision" ("undoes_id");');
    this.addSql('create index "decision_made_at_index" on "decision" ("made_at");');
    this.addSql('create table "decision_priority" ("owner_id" text not null, "target_id" text not null, primary key ("owner_id", "target_id"));');
    this.addSql('create index "decision_priority_target_id_index" on "decision_priority" ("target_id");');
    this.addSql('create table "decision_overlap" ("owner_id" text not null, "target_id" text not null, primary key ("owner_id", "target_id"));');
    this.addSql('create index "decision_overlap_target_id_index" on "decision_overlap" ("target_id");');
    this.addSql('alter table "overlap" add column "title" text null;');
    this.addSql('alter table "overlap" add column "review" text null;');
    this.addSql('alter table "overlap" add column "review_id" text null;');
    this.addSql('alter table "overlap_member" add column "theme_code" text null;');
    this.addSql('alter table "priority_reading" add column "engine_themes" text null;');
    this.addSql('alter table "priority_theme" add column "core_key" text null;');
    this.addSql('alter table "priority_theme" add column "core_title" text null;');
    this.addSql('alter table "priority_theme" add column "place_evidence" text null;');
  }
}
