import { Migration } from '@mikro-orm/migrations';

/** Which concept of a shared vocabulary an outcome is. */
export class Crosswalks extends Migration {
  override up(): void {
    this.addSql('alter table "outcome" add column "concept" text null;');
  }
}
