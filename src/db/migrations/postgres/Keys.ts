import { Migration } from '@mikro-orm/migrations';

/** Keys of those the hub knows, as hashes. */
export class Keys extends Migration {
  override up(): void {
    this.addSql('create table "access_key" ("id" text collate "C" not null, "sha256" text collate "C" not null, "name" text collate "C" not null, "role" text collate "C" not null, "scopes" text collate "C" not null, "body_code" text collate "C" null, "region_code" text collate "C" null, "expires_on" text collate "C" not null, "made_by" text collate "C" not null, "made_at" text collate "C" not null, "revoked_by" text collate "C" null, "revoked_at" text collate "C" null, primary key ("id"));');
  }
}
