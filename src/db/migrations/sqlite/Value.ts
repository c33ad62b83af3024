import { Migration } from '@mikro-orm/migrations';

/** Whether a saving was planned or achieved. */
export class Value extends Migration {
  override up(): void {
    this.addSql('alter table "budget" add column "stage" text null;');
  }
}
