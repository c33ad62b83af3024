import { Migration } from '@mikro-orm/migrations';

/** Items referred to governance groups, and when the papers of a group were agreed. */
export class Governance extends Migration {
  override up(): void {
    this.addSql('create table "referral" ("id" text not null primary key, "kind" text not null, "group_id" text not null, "withdraws_id" text null, "title" text null, "purpose" text null, "target_id" text null, "indicator_code" text null, "priority_id" text null, "meeting_date" text null, "note" text not null, "body_code" text null, "by" text not null, "made_at" text not null);');
    this.addSql('create index "referral_group_id_index" on "referral" ("group_id");');
    this.addSql('create index "referral_withdraws_id_index" on "referral" ("withdraws_id");');
    this.addSql('create index "referral_made_at_index" on "referral" ("made_at");');
    this.addSql('alter table "governance_group" add column "terms_agreed_on" text null;');
    this.addSql('alter table "governance_group" add column "annual_plan_agreed_on" text null;');
  }
}
