import { Migration } from '@mikro-orm/migrations';

/** Contacts of authorities by theme: mailboxes of roles. */
export class Contacts extends Migration {
  override up(): void {
    this.addSql('create table "theme_contact" ("id" text collate "C" not null, "authority_code" text collate "C" not null, "theme_code" text collate "C" null, "mailbox" text collate "C" not null, "role" text collate "C" not null, "set_by" text collate "C" not null, "set_at" text collate "C" not null, "removed_by" text collate "C" null, "removed_at" text collate "C" null, primary key ("id"));');
    this.addSql('create index "theme_contact_authority_code_index" on "theme_contact" ("authority_code");');
  }
}
