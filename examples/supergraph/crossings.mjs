// Questions that cross all three subgraphs. What each must answer is put together from what the subgraphs themselves say when they are asked directly.
// @ts-check

/** @typedef {(query: string) => Promise<any>} Ask */
/** @typedef {{ eastMidlands: Ask, northEast: Ask, budgets: Ask }} Subgraphs each asked at its own address, a hub without its name */
/** @typedef {{ title: string, query: string, expected: (ask: Subgraphs) => Promise<object> }} Crossing */

const shared = 'totalCount nodes { title strength authorities { name } }';
const overlapsOfTheme = 'title authorities { name }';
const priorities = 'name priorities(first: 3) { nodes { title } }';

/** @type {Crossing[]} */
export const crossings = [
  {
    title: "two hubs' overlaps side by side",
    query: `{ eastMidlands { overlaps(first: 3) { ${shared} } } northEast { overlaps(first: 3) { ${shared} } } }`,
    async expected({ eastMidlands, northEast }) {
      const query = `{ overlaps(first: 3) { ${shared} } }`;
      return { eastMidlands: await eastMidlands(query), northEast: await northEast(query) };
    },
  },
  {
    title: "from an overlap's theme in one hub to the same theme's overlaps in the other, and to what is set aside for it",
    query: `{ eastMidlands { overlaps(first: 5) { nodes { title theme { code label everywhere { northEast { overlaps { ${overlapsOfTheme} } } budgetLines { amount } } } } } } }`,
    async expected({ eastMidlands, northEast, budgets }) {
      const { overlaps } = await eastMidlands('{ overlaps(first: 5) { nodes { title theme { code label } } } }');
      const { budgetLines } = await budgets('{ budgetLines { amount theme { code } } }');
      for (const { theme } of overlaps.nodes) {
        const { theme: there } = await northEast(`{ theme(code: "${theme.code}") { overlaps { ${overlapsOfTheme} } } }`);
        theme.everywhere = { northEast: there, budgetLines: amountsOf(budgetLines.filter((/** @type {any} */ line) => line.theme?.code === theme.code)) };
      }
      return { eastMidlands: { overlaps } };
    },
  },
  {
    title: "from an authority to its budget lines, and back to its priorities",
    query: `{ eastMidlands { authority(code: "E10000018") { name everywhere { budgetLines { amount authority { eastMidlands { ${priorities} } } } } } } }`,
    async expected({ eastMidlands, budgets }) {
      const { authority } = await eastMidlands(`{ authority(code: "E10000018") { ${priorities} } }`);
      const { budgetLines } = await budgets('{ budgetLines { amount authority { code } } }');
      const its = budgetLines.filter((/** @type {any} */ line) => line.authority.code === 'E10000018');
      return { eastMidlands: { authority: { name: authority.name, everywhere: { budgetLines: its.map((/** @type {any} */ { amount }) => ({ amount, authority: { eastMidlands: authority } })) } } } };
    },
  },
  {
    title: 'from every budget line to what each hub knows of its authority and theme: nothing, without an error, where it knows none',
    query: `{ budgetLines { id authority { code eastMidlands { ${priorities} } northEast { ${priorities} } } theme { code northEast { label } } } }`,
    async expected({ eastMidlands, northEast, budgets }) {
      const { budgetLines } = await budgets('{ budgetLines { id authority { code } theme { code } } }');
      for (const { authority, theme } of budgetLines) {
        const query = `{ authority(code: "${authority.code}") { ${priorities} } }`;
        authority.eastMidlands = (await eastMidlands(query)).authority;
        authority.northEast = (await northEast(query)).authority;
        if (theme) theme.northEast = (await northEast(`{ theme(code: "${theme.code}") { label } }`)).theme;
      }
      return { budgetLines };
    },
  },
];

/** @param {{ amount: number }[]} lines */
function amountsOf(lines) {
  return lines.map(({ amount }) => ({ amount }));
}
