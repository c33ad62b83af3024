import { CamelCasePlugin, type PluginTransformResultArgs, type QueryResult, type UnknownRow } from 'kysely';

type Rename = (row: UnknownRow) => UnknownRow;

/** Functions by the columns they are for. The hub's own code names them, so there are as many as it has kinds of statements. */
const renames = new Map<string, Rename>();

/**
 * Writes properties as columns in statements, and columns as properties in their rows.
 * Kysely's own plugin looks every name of every row up and copies value by value, which took a tenth of a large answer; all rows of a
 * statement have the same columns, so here a function made once for those columns copies each. Values stay as they are.
 */
export class PropertyNames extends CamelCasePlugin {
  override async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const [first] = result.rows;
    if (!first) return result;
    const columns = Object.keys(first);
    const shape = columns.join(',');
    let rename = renames.get(shape);
    if (!rename) renames.set(shape, (rename = this.#renameOf(columns)));
    return { ...result, rows: result.rows.map(rename) };
  }

  /** Written out as an object literal, because that is what the engine makes fastest. */
  #renameOf(columns: readonly string[]): Rename {
    const parts = columns.map((column) => `${JSON.stringify(this.camelCase(column))}: row[${JSON.stringify(column)}]`);
    return new Function('row', `return { ${parts.join(', ')} };`) as Rename;
  }
}
