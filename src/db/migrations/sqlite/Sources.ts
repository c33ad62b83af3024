import { Migration } from '@mikro-orm/migrations';

/** How sources are read by themselves: what was registered, how they stand, and which runs are under way. */
export class Sources extends Migration {
  override up(): void {
    this.addSql('alter table "source" add column "registration" text null;');
    this.addSql('alter table "source" add column "schedule" text null;');
    this.addSql('alter table "source" add column "next_run_at" text null;');
    this.addSql('alter table "source" add column "asked_at" text null;');
    this.addSql('alter table "source" add column "asked_by" text null;');
    this.addSql('alter table "source" add column "via_id" text null;');
    this.addSql('alter table "source" add column "stale_since" text null;');
    this.addSql('alter table "source" add column "failed_runs" integer not null default 0;');
    this.addSql('alter table "source" add column "held_fingerprint" text null;');
    this.addSql('alter table "source" add column "confirmed_fingerprint" text null;');
    this.addSql('alter table "source" add column "removed_at" text null;');
    this.addSql('alter table "source" add column "last_read_at" text null;');
    this.addSql('create index "source_via_id_index" on "source" ("via_id");');
    this.addSql('alter table "harvest" add column "trigger" text not null default \'import\';');
    this.addSql('alter table "harvest" add column "asked_by" text null;');
    this.addSql('alter table "harvest" add column "requests" integer null;');
    this.addSql('alter table "harvest" add column "bytes" double null;');
    this.addSql('alter table "harvest" add column "median_response_ms" double null;');
    this.addSql('create table "run_under_way" ("source_id" text not null, "token" text not null, "trigger" text not null, "asked_by" text null, "started_at" text not null, "heard_at" text not null, "phase" text not null, "done" text not null, "cancelled_at" text null, "cancelled_by" text null, primary key ("source_id"));');
  }
}
