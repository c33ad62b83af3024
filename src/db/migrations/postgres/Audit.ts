import { Migration } from '@mikro-orm/migrations';

/** What was asked of the hub. Entries are added, and never changed or removed. */
export class Audit extends Migration {
  override up(): void {
    this.addSql('create table "audit_entry" ("id" text collate "C" not null, "chain" text collate "C" not null, "seq" int not null, "at" text collate "C" not null, "until" text collate "C" not null, "who" text collate "C" null, "role" text collate "C" null, "kind" text collate "C" not null, "operation" text collate "C" null, "document" text collate "C" null, "outcome" text collate "C" null, "code" text collate "C" null, "cost" bigint not null, "rows" bigint not null, "times" int not null, "previous" text collate "C" not null, "hash" text collate "C" not null, primary key ("id"));');
    this.addSql('create index "audit_entry_who_index" on "audit_entry" ("who");');
    this.addSql('create index "audit_entry_at_index" on "audit_entry" ("at");');
    this.addSql(`create function "audit_entry_is_kept"() returns trigger language plpgsql as $$ begin raise exception 'Entries of the audit trail are never changed or removed'; end $$;`);
    this.addSql('create trigger "audit_entry_kept" before update or delete or truncate on "audit_entry" for each statement execute function "audit_entry_is_kept"();');
  }
}
