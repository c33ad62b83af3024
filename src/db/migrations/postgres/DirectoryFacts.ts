import { Migration } from '@mikro-orm/migrations';

/** What service directories say beside the service itself; and the day on which an entry was last checked, which stood in its note in these words. */
export class DirectoryFacts extends Migration {
  override up(): void {
    this.addSql('create table "service_place" ("id" text collate "C" not null, "source_id" text collate "C" not null, "harvest_id" int not null, "first_harvest_id" int not null, "file" text collate "C" not null, "line" int not null, "document" text collate "C" null, "locator" text collate "C" null, "note" text collate "C" null, "content_hash" text collate "C" not null, "withdrawn_on" text collate "C" null, "service_id" text collate "C" not null, "place_ref" text collate "C" not null, "name" text collate "C" null, "address" text collate "C" null, "postcode" text collate "C" null, "latitude" double precision null, "longitude" double precision null, "uprn" text collate "C" null, "accessibility" text collate "C" null, primary key ("id"));');
    this.addSql('create index "service_place_source_id_index" on "service_place" ("source_id");');
    this.addSql('create index "service_place_service_id_index" on "service_place" ("service_id");');
    this.addSql('create table "service_cost" ("id" text collate "C" not null, "source_id" text collate "C" not null, "harvest_id" int not null, "first_harvest_id" int not null, "file" text collate "C" not null, "line" int not null, "document" text collate "C" null, "locator" text collate "C" null, "note" text collate "C" null, "content_hash" text collate "C" not null, "withdrawn_on" text collate "C" null, "service_id" text collate "C" not null, "cost_ref" text collate "C" not null, "option" text collate "C" null, "amount" double precision null, "amount_description" text collate "C" null, "currency" text collate "C" null, "valid_from" text collate "C" null, "valid_to" text collate "C" null, primary key ("id"));');
    this.addSql('create index "service_cost_source_id_index" on "service_cost" ("source_id");');
    this.addSql('create index "service_cost_service_id_index" on "service_cost" ("service_id");');
    this.addSql('create table "service_term" ("id" text collate "C" not null, "source_id" text collate "C" not null, "harvest_id" int not null, "first_harvest_id" int not null, "file" text collate "C" not null, "line" int not null, "document" text collate "C" null, "locator" text collate "C" null, "note" text collate "C" null, "content_hash" text collate "C" not null, "withdrawn_on" text collate "C" null, "service_id" text collate "C" not null, "vocabulary" text collate "C" null, "term_ref" text collate "C" not null, "label" text collate "C" null, "theme_code" text collate "C" null, primary key ("id"));');
    this.addSql('create index "service_term_source_id_index" on "service_term" ("source_id");');
    this.addSql('create index "service_term_service_id_index" on "service_term" ("service_id");');
    this.addSql('create table "service_capacity" ("id" text collate "C" not null, "source_id" text collate "C" not null, "harvest_id" int not null, "first_harvest_id" int not null, "file" text collate "C" not null, "line" int not null, "document" text collate "C" null, "locator" text collate "C" null, "note" text collate "C" null, "content_hash" text collate "C" not null, "withdrawn_on" text collate "C" null, "service_id" text collate "C" not null, "capacity_ref" text collate "C" not null, "unit" text collate "C" null, "maximum" double precision null, "available" double precision null, "updated" text collate "C" null, primary key ("id"));');
    this.addSql('create index "service_capacity_source_id_index" on "service_capacity" ("source_id");');
    this.addSql('create index "service_capacity_service_id_index" on "service_capacity" ("service_id");');
    this.addSql('alter table "service" add column "assured_on" text collate "C" null;');
    this.addSql(`update "service" set "assured_on" = substring("note" from 'Its publisher last checked the entry on (\\d{4}-\\d\\d-\\d\\d)[.]');`);
    this.addSql(`update "service" set "note" = nullif(trim(replace("note", 'Its publisher last checked the entry on ' || "assured_on" || '.', '')), '') where "assured_on" is not null;`);
  }
}
