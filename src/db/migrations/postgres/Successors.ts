import { Migration } from '@mikro-orm/migrations';

/** The way from a plan to those that replaced it, which every harvest goes from each plan. */
export class Successors extends Migration {
  override up(): void {
    this.addSql('create index "plan_supersedes_id_index" on "plan" ("supersedes_id");');
  }
}
