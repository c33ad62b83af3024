import { Migration } from '@mikro-orm/migrations';

/** Up to which harvest every priority was read. It begins empty: the next start looks through them all. */
export class AllRead extends Migration {
  override up(): void {
    this.addSql('create table "all_read" ("read_with" text collate "C" not null, "harvest_id" int not null, primary key ("read_with"));');
  }
}
