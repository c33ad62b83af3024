import { Migration } from '@mikro-orm/migrations';

/** What was asked of the hub. Entries are added, and never changed or removed: not even by "insert or replace", which removes without saying so. */
export class Audit extends Migration {
  override up(): void {
    this.addSql('create table "audit_entry" ("id" text not null primary key, "chain" text not null, "seq" integer not null, "at" text not null, "until" text not null, "who" text null, "role" text null, "kind" text not null, "operation" text null, "document" text null, "outcome" text null, "code" text null, "cost" bigint not null, "rows" bigint not null, "times" integer not null, "previous" text not null, "hash" text not null);');
    this.addSql('create index "audit_entry_who_index" on "audit_entry" ("who");');
    this.addSql('create index "audit_entry_at_index" on "audit_entry" ("at");');
    this.addSql(`create trigger "audit_entry_update" before update on "audit_entry" begin select raise(abort, 'Entries of the audit trail are never changed'); end;`);
    this.addSql(`create trigger "audit_entry_delete" before delete on "audit_entry" begin select raise(abort, 'Entries of the audit trail are never removed'); end;`);
    this.addSql(`create trigger "audit_entry_replace" before insert on "audit_entry" when exists (select 1 from "audit_entry" where "id" = new."id") begin select raise(abort, 'Entries of the audit trail are never replaced'); end;`);
  }
}
