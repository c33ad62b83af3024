import { join } from 'node:path';
import { sql } from 'kysely';
import { openHub } from '../../src/hub.ts';
import { loadEngine } from '../../src/overlap/engine/loadEngine.ts';
import { readStatements } from '../../src/overlap/readStatements.ts';
import { whole, type Part } from '../figure.ts';

/** How fast priorities are read for their themes, on one thread. */
export const engine: Part = {
  name: 'engine',
  title: 'The engine that reads priorities',
  async measure(bench) {
    const folder = await bench.seededFolder();
    const hub = await openHub({ database: { kind: 'sqlite', file: join(folder, 'hub.sqlite') }, dataFolder: folder });
    const { rows } = await sql<{ id: string }>`select id from priority where withdrawn_on is null`.execute(hub.stored);
    const statements = await readStatements(hub.stored, rows.map(({ id }) => id));
    await hub.close();
    const reader = loadEngine();
    for (const statement of statements) reader.codeStatement(statement);
    const [started, rounds] = [performance.now(), bench.scale < 1 ? 1 : 5];
    for (let round = 0; round < rounds; round += 1) for (const statement of statements) reader.codeStatement(statement);
    return [{ what: `${whole(statements.length)} statements of the seeds`, value: `${whole((rounds * statements.length * 1_000) / (performance.now() - started))} a second` }];
  },
};
