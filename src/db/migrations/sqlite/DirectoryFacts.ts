import { Migration } from '@mikro-orm/migrations';

/** What service directories say beside the service itself; and the day on which an entry was last checked, which stood in its note in these words. */
export class DirectoryFacts extends Migration {
  override up(): void {
    this.addSql('create table "service_place" ("id" text not null primary key, "source_id" text not null, "harvest_id" integer not null, "first_harvest_id" integer not null, "file" text not null, "line" integer not null, "document" text null, "locator" text null, "note" text null, "content_hash" text not null, "withdrawn_on" text null, "service_id" text not null, "place_ref" text not null, "name" text null, "address" text null, "postcode" text null, "latitude" double null, "longitude" double null, "uprn" text null, "accessibility" text null);');
    this.addSql('create index "service_place_source_id_index" on "service_place" ("source_id");');
    this.addSql('create index "service_place_service_id_index" on "service_place" ("service_id");');
    this.addSql('create table "service_cost" ("id" text not null primary key, "source_id" text not null, "harvest_id" integer not null, "first_harvest_id" integer not null, "file" text not null, "line" integer not null, "document" text null, "locator" text null, "note" text null, "content_hash" text not null, "withdrawn_on" text null, "service_id" text not null, "cost_ref" text not null, "option" text null, "amount" double null, "amount_description" text null, "currency" text null, "valid_from" text null, "valid_to" text null);');
    this.addSql('create index "service_cost_source_id_index" on "service_cost" ("source_id");');
    this.addSql('create index "service_cost_service_id_index" on "service_cost" ("service_id");');
    this.addSql('create table "service_term" ("id" text not null primary key, "source_id" text not null, "harvest_id" integer not null, "first_harvest_id" integer not null, "file" text not null, "line" integer not null, "document" text null, "locator" text null, "note" text null, "content_hash" text not null, "withdrawn_on" text null, "service_id" text not null, "vocabulary" text null, "term_ref" text not null, "label" text null, "theme_code" text null);');
    this.addSql('create index "service_term_source_id_index" on "service_term" ("source_id");');
    this.addSql('create index "service_term_service_id_index" on "service_term" ("service_id");');
    this.addSql('create table "service_capacity" ("id" text not null primary key, "source_id" text not null, "harvest_id" integer not null, "first_harvest_id" integer not null, "file" text not null, "line" integer not null, "document" text null, "locator" text null, "note" text null, "content_hash" text not null, "withdrawn_on" text null, "service_id" text not null, "capacity_ref" text not null, "unit" text null, "maximum" double null, "available" double null, "updated" text null);');
    this.addSql('create index "service_capacity_source_id_index" on "service_capacity" ("source_id");');
    this.addSql('create index "service_capacity_service_id_index" on "service_capacity" ("service_id");');
    this.addSql('alter table "service" add column "assured_on" text null;');
    this.addSql(`update "service" set "assured_on" = substr("note", instr("note", 'Its publisher last checked the entry on ') + 40, 10) where instr("note", 'Its publisher last checked the entry on ') > 0;`);
    this.addSql(`update "service" set "note" = nullif(trim(replace("note", 'Its publisher last checked the entry on ' || "assured_on" || '.', '')), '') where "assured_on" is not null;`);
  }
}
