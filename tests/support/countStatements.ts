import type { KyselyPlugin } from 'kysely';

/** Counts statements as they answer: subqueries are transformed on their own, but only whole statements have a result. `onAnswer` runs before an answer is handed on. */
export function countStatements(onAnswer: (count: number) => Promise<void> | void = () => {}): { plugin: KyselyPlugin; count: () => number } {
  let count = 0;
  return {
    count: () => count,
    plugin: {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        count += 1;
        await onAnswer(count);
        return result;
      },
    },
  };
}
