import { Migration } from '@mikro-orm/migrations';

/** Contacts of authorities by theme: mailboxes of roles. */
export class Contacts extends Migration {
  override up(): void {
    this.addSql('create table "theme_contact" ("id" text not null primary key, "authority_code" text not null, "theme_code" text null, "mailbox" text not null, "role" text not null, "set_by" text not null, "set_at" text not null, "removed_by" text null, "removed_at" text null);');
    this.addSql('create index "theme_contact_authority_code_index" on "theme_contact" ("authority_code");');
  }
}
