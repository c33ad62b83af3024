import { Migration } from '@mikro-orm/migrations';

/** Groups of authorities saved to compare with, and what an indicator follows from. */
export class Comparators extends Migration {
  override up(): void {
    this.addSql('create table "comparator_group" ("id" text collate "C" not null, "name" text collate "C" not null, "authorities" text collate "C" not null, "note" text collate "C" not null, "saved_by" text collate "C" not null, "saved_at" text collate "C" not null, "removed_by" text collate "C" null, "removed_at" text collate "C" null, primary key ("id"));');
    this.addSql('alter table "indicator" add column "derived_from" text collate "C" null;');
  }
}
