import { Migration } from '@mikro-orm/migrations';

/** Themes that priorities were nearly read to have. */
export class Reasons extends Migration {
  override up(): void {
    this.addSql('create table "priority_runner_up" ("owner_id" text not null, "target_id" text not null, "confidence" double not null, "threshold" double not null, "separation" text not null, "evidence" text not null, primary key ("owner_id", "target_id"));');
    this.addSql('create index "priority_runner_up_target_id_index" on "priority_runner_up" ("target_id");');
  }
}
