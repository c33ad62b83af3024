import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** What both runs have in common. The time limits end a test that hangs, on however slow and busy a machine; they measure nothing. */
const shared = { pool: 'forks', testTimeout: 120_000, hookTimeout: 240_000 } as const;
// graphql must be one copy: vite would load its `module` build beside the one that Node gives to Apollo and type-graphql.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

/** Tests in which no database takes part, or not before all is decided, run once. */
const withoutDatabase = ['tests/bench.test.ts', 'tests/checks.test.ts', 'tests/documents.test.ts', 'tests/embeddingSettings.test.ts', 'tests/launch.test.ts', 'tests/words.test.ts', 'tests/db/oneAtATime.test.ts', 'tests/docs/{connectingASource,publishers,reference,signingIn}.test.ts', 'tests/access/signIn*.test.ts', 'tests/overlap/engine/**', 'tests/overlap/meaning/{httpEmbedder,similarThemes}.test.ts', 'tests/harvest/workbook/{cells,hostile}.test.ts', 'tests/harvest/gather/**', 'tests/search/{splitText,stemWord,synonyms,scoreRecord,markText}.test.ts', 'tests/commissioning/**', 'tests/export/paper/**', 'tests/overlap/crosswalks.test.ts'];

/** The whole suite on SQLite, and again on PostgreSQL all that a database takes part in. */
export default defineConfig({
  test: {
    // Left to itself vitest keeps one processor free, which on a machine with two is half of it.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { resolve, test: { ...shared, name: 'sqlite', include: ['tests/**/*.test.ts'], provide: { postgres: '' } } },
      { resolve, test: { ...shared, name: 'postgres', include: ['tests/**/*.test.ts'], exclude: withoutDatabase, globalSetup: 'tests/support/providePostgres.ts' } },
    ],
  },
});
