import { Migration } from '@mikro-orm/migrations';

/** Data-sharing agreements: who opens what to whom, on what basis, until when. */
export class Agreements extends Migration {
  override up(): void {
    this.addSql('create table "sharing_agreement" ("id" text collate "C" not null, "publisher_code" text collate "C" not null, "source_id" text collate "C" null, "what" text collate "C" not null, "with_body_code" text collate "C" null, "with_region_code" text collate "C" null, "basis" text collate "C" not null, "note" text collate "C" null, "valid_from" text collate "C" not null, "valid_to" text collate "C" not null, "recorded_by" text collate "C" not null, "recorded_at" text collate "C" not null, "ended_by" text collate "C" null, "ended_at" text collate "C" null, "ended_note" text collate "C" null, primary key ("id"));');
    this.addSql('create index "sharing_agreement_publisher_code_index" on "sharing_agreement" ("publisher_code");');
    this.addSql('create index "sharing_agreement_with_body_code_index" on "sharing_agreement" ("with_body_code");');
    this.addSql('create index "sharing_agreement_with_region_code_index" on "sharing_agreement" ("with_region_code");');
  }
}
