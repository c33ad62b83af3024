import { Migration } from '@mikro-orm/migrations';

/** Items referred to governance groups, and when the papers of a group were agreed. */
export class Governance extends Migration {
  override up(): void {
    this.addSql('create table "referral" ("id" text collate "C" not null, "kind" text collate "C" not null, "group_id" text collate "C" not null, "withdraws_id" text collate "C" null, "title" text collate "C" null, "purpose" text collate "C" null, "target_id" text collate "C" null, "indicator_code" text collate "C" null, "priority_id" text collate "C" null, "meeting_date" text collate "C" null, "note" text collate "C" not null, "body_code" text collate "C" null, "by" text collate "C" not null, "made_at" text collate "C" not null, primary key ("id"));');
    this.addSql('create index "referral_group_id_index" on "referral" ("group_id");');
    this.addSql('create index "referral_withdraws_id_index" on "referral" ("withdraws_id");');
    this.addSql('create index "referral_made_at_index" on "referral" ("made_at");');
    this.addSql('alter table "governance_group" add "terms_agreed_on" text collate "C" null, add "annual_plan_agreed_on" text collate "C" null;');
  }
}
