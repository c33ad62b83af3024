// A writer that does what the hub must never do, for drills that must notice it.
// badWriter.mjs torn|boasting sqlite|postgres DATABASE VERSION: sets the names of all services, source by source, to VERSION.
// "torn" commits each source in many pieces; "boasting" says that a source landed before it commits.
// @ts-check
import SQLite from 'better-sqlite3';
import pg from 'pg';

const [, , mode, kind, address, version] = process.argv;
const run = kind === 'sqlite' ? runOnSqlite(String(address)) : await runOnPostgres(String(address));
const sources = /** @type {{ source_id: string }[]} */ (await run("select distinct source_id from service where withdrawn_on is null order by source_id"));

for (const { source_id: source } of sources) {
  const services = /** @type {{ id: string }[]} */ (await run(`select id from service where source_id = '${source}' order by id`));
  if (mode === 'boasting') {
    await run('begin');
    await run(`update service set name = '${version}' where source_id = '${source}'`);
    console.log(`A package (${source}): read ${services.length} rows.`);
    await new Promise((resolve) => setTimeout(resolve, 30_000));
    await run('commit');
  } else {
    for (const { id } of services) await run(`update service set name = '${version}' where id = '${id}'`);
    console.log(`A package (${source}): read ${services.length} rows.`);
  }
}
process.exit(0);

/** @param {string} file */
function runOnSqlite(file) {
  const database = new SQLite(file, { timeout: 10_000 });
  database.pragma('synchronous = off');
  return async (/** @type {string} */ statement) => {
    if (statement.startsWith('select')) return database.prepare(statement).all();
    database.exec(statement);
    return [];
  };
}

/** @param {string} address */
async function runOnPostgres(address) {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  return async (/** @type {string} */ statement) => (await client.query(statement)).rows;
}
