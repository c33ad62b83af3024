import { Migration } from '@mikro-orm/migrations';

/** A member may have no evidence of its own. What there is stays until its priority is read again. SQLite can only make the table anew. */
export class EvidenceOnce extends Migration {
  override up(): void {
    this.addSql('create table "overlap_member_remade" ("overlap_id" text not null, "priority_id" text not null, "ring" text not null, "core_key" text null, "core_title" text null, "confidence" double not null, "evidence" text null, "theme_code" text null, primary key ("overlap_id", "priority_id"));');
    this.addSql('insert into "overlap_member_remade" select "overlap_id", "priority_id", "ring", "core_key", "core_title", "confidence", "evidence", "theme_code" from "overlap_member";');
    this.addSql('drop table "overlap_member";');
    this.addSql('alter table "overlap_member_remade" rename to "overlap_member";');
    this.addSql('create index "overlap_member_priority_id_index" on "overlap_member" ("priority_id");');
  }
}
