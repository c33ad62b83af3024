import { Migration } from '@mikro-orm/migrations';

/** Figures are found in the order in which they are listed, of one indicator and of one place, and series by series. */
export class FiguresInOrder extends Migration {
  override up(): void {
    this.addSql('drop index "observation_area_code_index";');
    this.addSql('drop index "observation_indicator_code_area_code_period_index";');
    this.addSql('create index "observation_of_indicator_index" on "observation" ("indicator_code", "area_code", "period_to", "id", "withdrawn_on");');
    this.addSql('create index "observation_of_area_index" on "observation" ("area_code", "indicator_code", "period_to", "id", "withdrawn_on");');
    this.addSql('create index "observation_of_series_index" on "observation" ("indicator_code", "area_code", "breakdown", "period_to");');
  }
}
