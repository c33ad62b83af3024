import { Migration } from '@mikro-orm/migrations';

/** Data-sharing agreements: who opens what to whom, on what basis, until when. */
export class Agreements extends Migration {
  override up(): void {
    this.addSql('create table "sharing_agreement" ("id" text not null primary key, "publisher_code" text not null, "source_id" text null, "what" text not null, "with_body_code" text null, "with_region_code" text null, "basis" text not null, "note" text null, "valid_from" text not null, "valid_to" text not null, "recorded_by" text not null, "recorded_at" text not null, "ended_by" text null, "ended_at" text null, "ended_note" text null);');
    this.addSql('create index "sharing_agreement_publisher_code_index" on "sharing_agreement" ("publisher_code");');
    this.addSql('create index "sharing_agreement_with_body_code_index" on "sharing_agreement" ("with_body_code");');
    this.addSql('create index "sharing_agreement_with_region_code_index" on "sharing_agreement" ("with_region_code");');
  }
}
