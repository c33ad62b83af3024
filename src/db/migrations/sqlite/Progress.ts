import { Migration } from '@mikro-orm/migrations';

/** What is told of the progress of actions, milestones, recommendations, priorities and indicators of plans. */
export class Progress extends Migration {
  override up(): void {
    this.addSql('create table "progress_report" ("id" text not null primary key, "subject" text not null, "aspect" text not null, "state" text null, "note" text not null, "evidence" text null, "on_day" text not null, "made_by" text not null, "made_at" text not null, "withdrawn_at" text null, "withdrawn_by" text null, "withdrawn_note" text null);');
    this.addSql('create index "progress_report_subject_index" on "progress_report" ("subject");');
  }
}
