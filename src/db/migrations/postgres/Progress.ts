import { Migration } from '@mikro-orm/migrations';

/** What is told of the progress of actions, milestones, recommendations, priorities and indicators of plans. */
export class Progress extends Migration {
  override up(): void {
    this.addSql('create table "progress_report" ("id" text collate "C" not null, "subject" text collate "C" not null, "aspect" text collate "C" not null, "state" text collate "C" null, "note" text collate "C" not null, "evidence" text collate "C" null, "on_day" text collate "C" not null, "made_by" text collate "C" not null, "made_at" text collate "C" not null, "withdrawn_at" text collate "C" null, "withdrawn_by" text collate "C" null, "withdrawn_note" text collate "C" null, primary key ("id"));');
    this.addSql('create index "progress_report_subject_index" on "progress_report" ("subject");');
  }
}
