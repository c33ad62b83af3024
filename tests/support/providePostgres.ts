import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgresServer.ts';

/** One server for all tests that run on PostgreSQL. */
export default async function providePostgres(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  console.log(`The tests of the project "postgres" run on ${server.version}.`);
  project.provide('postgres', server.urlOf('DATABASE'));
  return () => server.stop();
}
