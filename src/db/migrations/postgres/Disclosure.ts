import { Migration } from '@mikro-orm/migrations';

/** How small numbers of each source are protected; numbers of people may be withheld. */
export class Disclosure extends Migration {
  override up(): void {
    this.addSql('create table "disclosure_policy" ("id" serial primary key, "source_id" text collate "C" not null, "kind" text collate "C" not null, "threshold" int not null, "secondary" boolean not null, "rounding" int null, "reason" text collate "C" null, "set_by" text collate "C" not null, "set_at" text collate "C" not null);');
    this.addSql('create index "disclosure_policy_source_id_index" on "disclosure_policy" ("source_id");');
    this.addSql('alter table "harvest" add "hidden_small" int null, add "hidden_beside" int null;');
    this.addSql('alter table "population" add "status" text collate "C" null;');
    this.addSql('alter table "population" alter column "persons" drop not null;');
    this.addSql('alter table "service_use" alter column "users" drop not null;');
    this.addSql('alter table "service_use" add "status" text collate "C" null;');
  }
}
