import { Migration } from '@mikro-orm/migrations';

/** A removal was written down as an import that had read nothing, and its source as read at that moment. Whatever else is read to its end has rows, but for a hub of its own. */
export class RemovalsTold extends Migration {
  override up(): void {
    this.addSql(`update "harvest" set "trigger" = 'removal' where "status" = 'succeeded' and "rows_read" = 0 and ("trigger" = 'import' or "source_id" in (select "id" from "source" where "connector" <> 'hub' or "via_id" is not null));`);
    this.addSql(`update "source" set "last_success_id" = null, "last_success_at" = null, "last_read_at" = null where "last_success_id" in (select "id" from "harvest" where "trigger" = 'removal');`);
  }
}
