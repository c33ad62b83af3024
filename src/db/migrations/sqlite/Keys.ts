import { Migration } from '@mikro-orm/migrations';

/** Keys of those the hub knows, as hashes. */
export class Keys extends Migration {
  override up(): void {
    this.addSql('create table "access_key" ("id" text not null primary key, "sha256" text not null, "name" text not null, "role" text not null, "scopes" text not null, "body_code" text null, "region_code" text null, "expires_on" text not null, "made_by" text not null, "made_at" text not null, "revoked_by" text null, "revoked_at" text null);');
  }
}
