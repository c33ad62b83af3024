import { Migration } from '@mikro-orm/migrations';

/** Proposals: as they stand, what they say version by version, their evidence, and all that was done with them. */
export class Proposals extends Migration {
  override up(): void {
    this.addSql('create table "proposal" ("id" text collate "C" not null, "state" text collate "C" not null, "version_number" int not null, "title" text collate "C" not null, "region_code" text collate "C" null, "started_by" text collate "C" not null, "started_by_body" text collate "C" null, "started_at" text collate "C" not null, "changed_at" text collate "C" not null, primary key ("id"));');
    this.addSql('create table "proposal_subject" ("id" text collate "C" not null, "proposal_id" text collate "C" not null, "kind" text collate "C" not null, "code" text collate "C" not null, "group_id" text collate "C" null, primary key ("id"));');
    this.addSql('create index "proposal_subject_proposal_id_index" on "proposal_subject" ("proposal_id");');
    this.addSql('create index "proposal_subject_kind_code_index" on "proposal_subject" ("kind", "code");');
    this.addSql('create table "proposal_version" ("id" text collate "C" not null, "proposal_id" text collate "C" not null, "number" int not null, "content" text collate "C" not null, "note" text collate "C" not null, "by" text collate "C" not null, "body_code" text collate "C" null, "at" text collate "C" not null, primary key ("id"));');
    this.addSql('create index "proposal_version_proposal_id_index" on "proposal_version" ("proposal_id");');
    this.addSql('create table "proposal_exempt" ("id" text collate "C" not null, "proposal_id" text collate "C" not null, "text" text collate "C" not null, "paragraph" int not null, primary key ("id"));');
    this.addSql('create index "proposal_exempt_proposal_id_index" on "proposal_exempt" ("proposal_id");');
    this.addSql('create table "proposal_evidence" ("id" text collate "C" not null, "proposal_id" text collate "C" not null, "number" int not null, "operation" text collate "C" not null, "variables" text collate "C" not null, "data_version" int not null, "sha256" text collate "C" not null, "facts" text collate "C" not null, "made_by" text collate "C" not null, "made_at" text collate "C" not null, primary key ("id"));');
    this.addSql('create index "proposal_evidence_proposal_id_index" on "proposal_evidence" ("proposal_id");');
    this.addSql('create table "proposal_event" ("id" serial primary key, "proposal_id" text collate "C" not null, "kind" text collate "C" not null, "version_number" int not null, "note" text collate "C" not null, "data" text collate "C" not null, "by" text collate "C" not null, "body_code" text collate "C" null, "at" text collate "C" not null);');
    this.addSql('create index "proposal_event_proposal_id_index" on "proposal_event" ("proposal_id");');
  }
}
