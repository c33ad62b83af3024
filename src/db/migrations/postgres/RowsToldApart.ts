import { Migration } from '@mikro-orm/migrations';
import { tellRowsApart } from '../tellRowsApart.ts';

/** A plan may name one indicator for several priorities, several bodies may pay for one use, one item of a meeting be about several things, and one thing be judged in several places. */
export class RowsToldApart extends Migration {
  override up(): void {
    const statements = tellRowsApart({ bytesOf: (text) => `octet_length(${text})`, placeIn: (text, sought) => `strpos(${text}, '${sought}')` });
    for (const statement of statements) this.addSql(statement);
  }
}
