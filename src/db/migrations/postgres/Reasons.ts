import { Migration } from '@mikro-orm/migrations';

/** Themes that priorities were nearly read to have. */
export class Reasons extends Migration {
  override up(): void {
    this.addSql('create table "priority_runner_up" ("owner_id" text collate "C" not null, "target_id" text collate "C" not null, "confidence" double precision not null, "threshold" double precision not null, "separation" text collate "C" not null, "evidence" text collate "C" not null, primary key ("owner_id", "target_id"));');
    this.addSql('create index "priority_runner_up_target_id_index" on "priority_runner_up" ("target_id");');
  }
}
