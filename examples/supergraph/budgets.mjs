// A third subgraph: what an authority's finance team knows. It names authorities and themes by their codes, and knows nothing else of them.
// @ts-check
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { readFileSync } from 'node:fs';

/** @typedef {{ id: string, authority: string, theme: string | null, period: string, amount: number, text: string }} BudgetLine */

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])

  type Query {
    "All budget lines."
    budgetLines: [BudgetLine!]!
  }
  "Money set aside for something in a financial year."
  type BudgetLine @key(fields: "id") {
    id: ID!
    period: String!
    "Pounds."
    amount: Float!
    text: String!
    authority: Authority!
    theme: Theme
  }
  type Authority @key(fields: "code") {
    code: String!
    "What it has set aside."
    budgetLines: [BudgetLine!]!
  }
  type Theme @key(fields: "code") {
    code: String!
    "What is set aside for it, by any authority."
    budgetLines: [BudgetLine!]!
  }
`);

/** @type {BudgetLine[]} */
const lines = JSON.parse(readFileSync(new URL('budgetLines.json', import.meta.url), 'utf8'));

const resolvers = {
  Query: { budgetLines: () => lines },
  BudgetLine: {
    __resolveReference: (/** @type {{ id: string }} */ { id }) => lines.find((line) => line.id === id) ?? null,
    authority: (/** @type {BudgetLine} */ { authority }) => ({ code: authority }),
    theme: (/** @type {BudgetLine} */ { theme }) => theme && { code: theme },
  },
  Authority: { budgetLines: (/** @type {{ code: string }} */ { code }) => lines.filter(({ authority }) => authority === code) },
  Theme: { budgetLines: (/** @type {{ code: string }} */ { code }) => lines.filter(({ theme }) => theme === code) },
};

/**
 * Serves the budgets on a free port of this machine.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startBudgets() {
  const server = new ApolloServer({ schema: buildSubgraphSchema([{ typeDefs, resolvers }]), plugins: [ApolloServerPluginInlineTraceDisabled()], stopOnTerminationSignals: false });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
  return { url, stop: () => server.stop() };
}
