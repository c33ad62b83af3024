import { Migration } from '@mikro-orm/migrations';

/** Whether a step of a plan was still to come when its document told of it. */
export class PlannedSteps extends Migration {
  override up(): void {
    this.addSql('alter table "plan_step" add "planned" boolean null;');
  }
}
