import { CamelCasePlugin, type PluginTransformResultArgs, type QueryResult, type UnknownRow } from 'kysely';

/**
 * Writes properties as columns in statements, and columns as properties in their rows.
 * Kysely's own plugin looks up every name of every row and whether each value is an object, which took a tenth of a large answer; all rows
 * of a statement have the same columns, so here their names are looked up once. Values stay as they are.
 */
export class PropertyNames extends CamelCasePlugin {
  override async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const [first] = result.rows;
    if (!first) return result;
    const names = Object.keys(first).map((column) => [column, this.camelCase(column)] as const);
    // Properties given to an empty object one by one make of it, from some twenty on, a table in which each is looked up; in a copy of an object that has them they have fixed places, which are read three times as fast.
    const empty: UnknownRow = Object.fromEntries(names.map(([, property]) => [property, null]));
    return {
      ...result,
      rows: result.rows.map((row) => {
        const renamed = { ...empty };
        for (const [column, property] of names) renamed[property] = row[column];
        return renamed;
      }),
    };
  }
}
