import { Migration } from '@mikro-orm/migrations';

/** Groups of authorities saved to compare with, and what an indicator follows from. */
export class Comparators extends Migration {
  override up(): void {
    this.addSql('create table "comparator_group" ("id" text not null primary key, "name" text not null, "authorities" text not null, "note" text not null, "saved_by" text not null, "saved_at" text not null, "removed_by" text null, "removed_at" text null);');
    this.addSql('alter table "indicator" add column "derived_from" text null;');
  }
}
