import { Migration } from '@mikro-orm/migrations';

/** Of what is wrong with very many rows of a file, the first are told one by one, and the others are one issue that counts them. */
export class CountedIssues extends Migration {
  override up(): void {
    this.addSql('alter table "issue" add column "count" integer not null default 1;');
  }
}
