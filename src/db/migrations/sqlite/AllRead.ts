import { Migration } from '@mikro-orm/migrations';

/** Up to which harvest every priority was read. It begins empty: the next start looks through them all. */
export class AllRead extends Migration {
  override up(): void {
    this.addSql('create table "all_read" ("read_with" text not null primary key, "harvest_id" integer not null);');
  }
}
