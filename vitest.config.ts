import { defineConfig } from 'vitest/config';

export default defineConfig({
  // graphql must be one copy: vite would load its `module` build beside the one that Node gives to Apollo and type-graphql.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: { include: ['tests/**/*.test.ts'], pool: 'forks', testTimeout: 30_000, hookTimeout: 120_000 },
});
