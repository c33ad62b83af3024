// The arrows of docs/architecture.md: who may import whom. Read through @swc/core, because TypeScript 7 has no JavaScript API.
// tests/checks.test.ts shows that each rule catches what it forbids.

const GROUND = 'src/(errors|log|isObject|words)\\.ts$';
const WIRING = 'src/((main|cli|hub|schedule|config|settings)\\.ts$|commands/)';

/** A folder may import itself, the ground floor and what is listed; nothing else of ours. */
const mayImport = (name, from, allowed, reason) => ({
  name,
  comment: reason,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: [`^src/${from}/`, `^${GROUND}`, ...allowed.map((folder) => `^src/${folder}/`)] },
});

const below = ['catalogue', 'access', 'db'];
const noun = 'Each of harvest, overlap, performance, commissioning and search stands alone on catalogue, access and db; another arrow needs a decision record.';

export default {
  forbidden: [
    { name: 'ground-floor', comment: 'What everybody may use imports nothing of ours.', severity: 'error', from: { path: `^${GROUND}` }, to: { path: '^src/' } },
    { name: 'wiring-is-the-top', comment: 'Nobody imports main, cli, hub, schedule, config, settings or a command, except each other: settings arrive as arguments.', severity: 'error', from: { pathNot: [`^${WIRING}`, '^(tests|scripts|bench)/'] }, to: { path: `^${WIRING}` } },
    mayImport('catalogue', 'catalogue', [], 'The catalogue uses nothing but the ground floor.'),
    mayImport('access', 'access', ['catalogue'], 'Access uses the catalogue only.'),
    mayImport('db', 'db', ['catalogue'], 'The database uses the catalogue only.'),
    mayImport('harvest', 'harvest', below, noun),
    mayImport('overlap', 'overlap', below, noun),
    mayImport('performance', 'performance', below, noun),
    mayImport('commissioning', 'commissioning', below, noun),
    {
      name: 'paper',
      comment: 'A paper is put together from what is handed to it, and reads nothing: this is why formats may use it. Of proposals it knows what they say, and how to say it.',
      severity: 'error',
      from: { path: '^src/commissioning/paper/' },
      to: { path: '^src/', pathNot: ['^src/commissioning/paper/', '^src/commissioning/proposals/(Fact|ProposalContent|inWords)\\.ts$'] },
    },
    mayImport('search', 'search', below, noun),
    mayImport('overlap-engine', 'overlap/engine', [], 'The engine is pure: it knows no database, no catalogue and no viewer.'),
    mayImport('api', 'api', [...below, 'harvest', 'overlap', 'performance', 'commissioning', 'search'], 'The API uses everything below it.'),
    mayImport('export', 'export', ['api', 'commissioning/paper'], 'A feed is a saved operation plus a format; so is a paper, put together by commissioning/paper, which is pure.'),
    mayImport('explorer', 'explorer', ['api'], 'A page is a saved operation plus a view.'),
    { name: 'src-stands-alone', comment: 'The product imports nothing of tests, scripts, bench or seeds.', severity: 'error', from: { path: '^src/' }, to: { path: '^(tests|scripts|bench|seeds)/' } },
    { name: 'no-circles', comment: 'A circle of imports has no beginning for a reader.', severity: 'error', from: {}, to: { circular: true } },
    { name: 'found', comment: 'Every import leads somewhere; otherwise the arrows above say nothing of it.', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
    {
      name: 'no-development-package',
      comment: 'The running hub needs only "dependencies"; types may come from anywhere.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
