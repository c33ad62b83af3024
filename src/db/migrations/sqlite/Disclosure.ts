import { Migration } from '@mikro-orm/migrations';

/** How small numbers of each source are protected; numbers of people may be withheld. SQLite lets a column be empty only in a table made anew. */
export class Disclosure extends Migration {
  override up(): void {
    this.addSql('create table "disclosure_policy" ("id" integer not null primary key autoincrement, "source_id" text not null, "kind" text not null, "threshold" integer not null, "secondary" integer not null, "rounding" integer null, "reason" text null, "set_by" text not null, "set_at" text not null);');
    this.addSql('create index "disclosure_policy_source_id_index" on "disclosure_policy" ("source_id");');
    this.addSql('alter table "harvest" add column "hidden_small" integer null;');
    this.addSql('alter table "harvest" add column "hidden_beside" integer null;');
    this.addSql('create table "population_remade" ("id" text not null primary key, "source_id" text not null, "harvest_id" integer not null, "first_harvest_id" integer not null, "file" text not null, "line" integer not null, "document" text null, "locator" text null, "note" text null, "content_hash" text not null, "withdrawn_on" text null, "area_code" text not null, "period" text not null, "period_kind" text not null, "period_from" text not null, "period_to" text not null, "age_from" integer not null, "age_to" integer not null, "persons" integer null, "sex" text null, "status" text null);');
    this.addSql('insert into "population_remade" select "id", "source_id", "harvest_id", "first_harvest_id", "file", "line", "document", "locator", "note", "content_hash", "withdrawn_on", "area_code", "period", "period_kind", "period_from", "period_to", "age_from", "age_to", "persons", "sex", null as "status" from "population";');
    this.addSql('drop table "population";');
    this.addSql('alter table "population_remade" rename to "population";');
    this.addSql('create index "population_source_id_index" on "population" ("source_id");');
    this.addSql('create index "population_area_code_index" on "population" ("area_code");');
    this.addSql('create table "service_use_remade" ("id" text not null primary key, "source_id" text not null, "harvest_id" integer not null, "first_harvest_id" integer not null, "file" text not null, "line" integer not null, "document" text null, "locator" text null, "note" text null, "content_hash" text not null, "withdrawn_on" text null, "service_id" text null, "service_kind" text null, "home_area_code" text not null, "place_area_code" text null, "period" text not null, "period_kind" text not null, "period_from" text not null, "period_to" text not null, "users" integer null, "basis" text null, "provider" text null, "paid_by" text null, "cost" double null, "breakdown" text null, "status" text null);');
    this.addSql('insert into "service_use_remade" select "id", "source_id", "harvest_id", "first_harvest_id", "file", "line", "document", "locator", "note", "content_hash", "withdrawn_on", "service_id", "service_kind", "home_area_code", "place_area_code", "period", "period_kind", "period_from", "period_to", "users", "basis", "provider", "paid_by", "cost", "breakdown", null as "status" from "service_use";');
    this.addSql('drop table "service_use";');
    this.addSql('alter table "service_use_remade" rename to "service_use";');
    this.addSql('create index "service_use_source_id_index" on "service_use" ("source_id");');
    this.addSql('create index "service_use_service_id_index" on "service_use" ("service_id");');
    this.addSql('create index "service_use_home_area_code_index" on "service_use" ("home_area_code");');
    this.addSql('create index "service_use_place_area_code_index" on "service_use" ("place_area_code");');
  }
}
