import { Migration } from '@mikro-orm/migrations';

/** Proposals: as they stand, what they say version by version, their evidence, and all that was done with them. */
export class Proposals extends Migration {
  override up(): void {
    this.addSql('create table "proposal" ("id" text not null primary key, "state" text not null, "version_number" integer not null, "title" text not null, "region_code" text null, "started_by" text not null, "started_by_body" text null, "started_at" text not null, "changed_at" text not null);');
    this.addSql('create table "proposal_subject" ("id" text not null primary key, "proposal_id" text not null, "kind" text not null, "code" text not null, "group_id" text null);');
    this.addSql('create index "proposal_subject_proposal_id_index" on "proposal_subject" ("proposal_id");');
    this.addSql('create index "proposal_subject_kind_code_index" on "proposal_subject" ("kind", "code");');
    this.addSql('create table "proposal_version" ("id" text not null primary key, "proposal_id" text not null, "number" integer not null, "content" text not null, "note" text not null, "by" text not null, "body_code" text null, "at" text not null);');
    this.addSql('create index "proposal_version_proposal_id_index" on "proposal_version" ("proposal_id");');
    this.addSql('create table "proposal_exempt" ("id" text not null primary key, "proposal_id" text not null, "text" text not null, "paragraph" integer not null);');
    this.addSql('create index "proposal_exempt_proposal_id_index" on "proposal_exempt" ("proposal_id");');
    this.addSql('create table "proposal_evidence" ("id" text not null primary key, "proposal_id" text not null, "number" integer not null, "operation" text not null, "variables" text not null, "data_version" integer not null, "sha256" text not null, "facts" text not null, "made_by" text not null, "made_at" text not null);');
    this.addSql('create index "proposal_evidence_proposal_id_index" on "proposal_evidence" ("proposal_id");');
    this.addSql('create table "proposal_event" ("id" integer not null primary key autoincrement, "proposal_id" text not null, "kind" text not null, "version_number" integer not null, "note" text not null, "data" text not null, "by" text not null, "body_code" text null, "at" text not null);');
    this.addSql('create index "proposal_event_proposal_id_index" on "proposal_event" ("proposal_id");');
  }
}
