import { makePackage, openTestHub, type PackageFiles } from './harvest.ts';

/** A `services.json` as an officer's tool writes it: indented, each service on lines of its own. */
export function json(content: unknown): string {
  return JSON.stringify(content, null, 2);
}

/** What the hub makes of one `services.json`, by default Leicester's, given as text or as what it holds. */
export async function readServicesJson(content: unknown, { publisher, files = {} }: { publisher?: unknown; files?: PackageFiles } = {}) {
  const hub = await openTestHub();
  const text = typeof content === 'string' ? content : json(content);
  const report = await hub.harvest(makePackage({ 'services.json': text, ...files }, { name: 'directory', ...(publisher !== undefined && { publisher }) }));
  const services = await hub.rows<Record<string, unknown>>('select * from service where withdrawn_on is null order by line');
  return {
    report,
    services,
    rows: hub.rows,
    refused: report.issues.filter(({ severity }) => severity === 'error').map(({ line, column, message }) => `${line} ${column}: ${message}`),
    leftOut: report.issues.filter(({ severity }) => severity === 'warning').map(({ rule, line, column, message }) => `${rule} ${line} ${column}: ${message}`),
    links: async (table: string) => (await hub.rows<{ target_id: string }>(`select target_id from ${table} order by target_id`)).map((link) => link.target_id),
  };
}
