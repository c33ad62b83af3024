import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { countTests } from '../.ci/count.mjs';
import { findUntoldChanges } from '../scripts/checks/breaking.mjs';
import { findLayoutFaults } from '../scripts/checks/layout.mjs';
import { findMachineTraces, tracesOf } from '../scripts/checks/portable.mjs';
import { runChecks } from '../scripts/checks/runChecks.mjs';
import { makeTree } from './support/makeTree.ts';

// A guard is known to work only once it has failed: each one here meets a planted fault, and a tree without one.

const project = path.resolve(import.meta.dirname, '..');

/** A small project in a temporary folder, under our own settings and with our own packages. */
function makeProject(settings: string[], files: Record<string, string>): string {
  const ours = settings.map((file) => [file, readFileSync(path.join(project, file), 'utf8')] as const);
  const root = makeTree({ 'package.json': '{ "type": "module" }', ...Object.fromEntries(ours), ...files });
  symlinkSync(path.join(project, 'node_modules'), path.join(root, 'node_modules'), 'junction');
  return root;
}

/** Runs a program as `npm run check` does; gives what it said and how it ended. */
function run(root: string, program: string, ...args: string[]): { exitCode: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.resolve(project, program), ...args], { cwd: root, encoding: 'utf8' });
  return { exitCode: status, said: stdout + stderr };
}

describe('types', () => {
  const check = (root: string) => run(root, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--pretty', 'false');

  test('a wrong type and an index that may be missing are reported', () => {
    const { exitCode, said } = check(makeProject(['tsconfig.json'], { 'src/bad.ts': `export const count: number = 'ten';\nexport const first: string = ['a'][0];\n` }));
    expect(exitCode).not.toBe(0);
    expect(said).toContain('src/bad.ts(1,14)');
    expect(said).toContain('src/bad.ts(2,14)');
  });

  test('sound code passes', () => {
    expect(check(makeProject(['tsconfig.json'], { 'src/good.ts': `export const first: string | undefined = ['a'][0];\n` }))).toEqual({ exitCode: 0, said: '' });
  });
});

describe('lint', () => {
  const check = (files: Record<string, string>) => run(makeProject(['.oxlintrc.json', 'tsconfig.json'], files), 'node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--format', 'unix');

  test('each planted fault is reported under its rule', () => {
    const { exitCode, said } = check({
      'src/floating.ts': `const save = async (): Promise<void> => {};\nexport const run = (): void => { save(); };\n`,
      'src/any.ts': `export const read = (row: any): string => String(row);\n`,
      'src/hiddenAny.ts': `export const read = (text: string): number => JSON.parse(text);\n`,
      'src/settings.ts': `export const port = process.env['PORT'];\n`,
      'src/otherSettings.ts': `import { env } from 'node:process';\nexport const port = env['PORT'];\n`,
      'src/secondCopy.ts': `export { parse } from 'graphql/language';\n`,
      'src/unused.ts': `export const area = (width: number): number => { const half = width / 2; return width; };\n`,
      'src/inlineImport.ts': `export let zone: import('./any.ts').Zone;\n`,
      'src/missingCase.ts': `export const name = (kind: 'a' | 'b'): string => { switch (kind) { case 'a': return 'A'; } return ''; };\n`,
    });
    expect(exitCode).not.toBe(0);
    for (const [file, rule] of [
      ['floating', 'no-floating-promises'],
      ['any', 'no-explicit-any'],
      ['hiddenAny', 'no-unsafe-return'],
      ['settings', 'no-process-env'],
      ['otherSettings', 'no-restricted-imports'],
      ['secondCopy', 'no-restricted-imports'],
      ['unused', 'no-unused-vars'],
      ['inlineImport', 'consistent-type-imports'],
      ['missingCase', 'switch-exhaustiveness-check'],
    ]) {
      expect(said).toMatch(new RegExp(`^src/${file}\\.ts:.*${rule}`, 'm'));
    }
  });

  test('sound code passes, and config.ts may read the environment', () => {
    const { exitCode, said } = check({ 'src/config.ts': `export const port = process.env['PORT'];\n`, 'src/save.ts': `const save = async (): Promise<void> => {};\nawait save();\nexport {};\n` });
    expect({ exitCode, said }).toMatchObject({ exitCode: 0 });
  });
});

describe('arrows', () => {
  const check = (files: Record<string, string>) => run(makeProject(['.dependency-cruiser.mjs'], files), 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', 'src', '--config', '.dependency-cruiser.mjs');
  const nothing = 'export {};\n';

  const FORBIDDEN = [
    ['ground-floor', 'src/log.ts', 'src/errors.ts'],
    ['ground-floor', 'src/words.ts', 'src/catalogue/plan.ts'],
    ['wiring-is-the-top', 'src/api/server.ts', 'src/config.ts'],
    ['wiring-is-the-top', 'src/db/migrate.ts', 'src/commands/import.ts'],
    ['catalogue', 'src/catalogue/plan.ts', 'src/db/openDatabase.ts'],
    ['access', 'src/access/viewer.ts', 'src/db/openDatabase.ts'],
    ['db', 'src/db/writer.ts', 'src/access/policy.ts'],
    ['harvest', 'src/harvest/run.ts', 'src/overlap/match.ts'],
    ['overlap', 'src/overlap/store.ts', 'src/api/schema.ts'],
    ['performance', 'src/performance/trend.ts', 'src/commissioning/proposal.ts'],
    ['commissioning', 'src/commissioning/life.ts', 'src/harvest/source.ts'],
    ['paper', 'src/commissioning/paper/paperOf.ts', 'src/catalogue/priority.ts'],
    ['paper', 'src/commissioning/paper/money.ts', 'src/commissioning/proposals/storeActs.ts'],
    ['search', 'src/search/index.ts', 'src/overlap/match.ts'],
    ['overlap-engine', 'src/overlap/engine/score.ts', 'src/catalogue/priority.ts'],
    ['overlap-engine', 'src/overlap/engine/read.ts', 'src/overlap/match.ts'],
    ['api', 'src/api/resolver.ts', 'src/explorer/page.ts'],
    ['export', 'src/export/csv.ts', 'src/db/openDatabase.ts'],
    ['export', 'src/export/paper/paperAsHtml.ts', 'src/commissioning/life.ts'],
    ['explorer', 'src/explorer/table.ts', 'src/overlap/match.ts'],
    ['explorer', 'src/explorer/page.ts', 'src/catalogue/plan.ts'],
    ['export', 'src/export/feed.ts', 'src/catalogue/plan.ts'],
    ['src-stands-alone', 'src/harvest/connector.ts', 'tests/support/fake.ts'],
  ] as const;

  test('every arrow that points the wrong way is reported, type imports too', () => {
    const targets = Object.fromEntries(FORBIDDEN.map(([, , to]) => [to, nothing]));
    const sources = Object.fromEntries(FORBIDDEN.map(([, from, to], index) => [from, `import ${index % 2 ? 'type {} from ' : ''}'${relative(from, to)}';\n`]));
    const { exitCode, said } = check({ ...targets, ...sources });
    expect(exitCode).not.toBe(0);
    for (const [rule, from, to] of FORBIDDEN) expect(said).toContain(`error ${rule}: ${from} → ${to}`);
  });

  test('a circle, a lost import and a development package are reported', () => {
    const { said } = check({
      'package.json': '{ "type": "module", "devDependencies": { "vitest": "*" } }',
      'src/catalogue/a.ts': `import type {} from './b.ts';\n`,
      'src/catalogue/b.ts': `export * from './a.ts';\n`,
      'src/catalogue/lost.ts': `await import('./nowhere.ts');\n`,
      'src/db/writer.ts': `import 'vitest';\n`,
    });
    expect(said).toMatch(/error no-circles: src\/catalogue\/[ab]\.ts/);
    expect(said).toContain('error found: src/catalogue/lost.ts → ./nowhere.ts');
    expect(said).toContain('error no-development-package: src/db/writer.ts → ');
  });

  test('the arrows of the design pass', () => {
    const { exitCode, said } = check({
      'package.json': '{ "type": "module", "dependencies": { "graphql": "*" } }',
      'src/main.ts': `import './cli.ts';\nimport './explorer/page.ts';\n`,
      'src/cli.ts': `import './commands/import.ts';\n`,
      'src/commands/import.ts': `import '../config.ts';\nimport '../db/open.ts';\n`,
      'src/config.ts': `import './errors.ts';\n`,
      'src/errors.ts': nothing,
      'src/log.ts': nothing,
      'src/words.ts': nothing,
      'src/catalogue/plan.ts': `import '../errors.ts';\nimport 'graphql';\nimport 'node:fs';\n`,
      'src/access/policy.ts': `import '../catalogue/plan.ts';\n`,
      'src/db/open.ts': `import '../catalogue/plan.ts';\nimport '../log.ts';\n`,
      'src/overlap/engine/score.ts': `import '../../errors.ts';\nimport '../../words.ts';\nimport './split.ts';\n`,
      'src/overlap/engine/split.ts': nothing,
      'src/overlap/store.ts': `import './engine/score.ts';\nimport '../db/open.ts';\nimport '../access/policy.ts';\n`,
      'src/api/schema.ts': `import '../overlap/store.ts';\n`,
      'src/explorer/page.ts': `import '../api/schema.ts';\n`,
      'src/commissioning/proposals/ProposalContent.ts': nothing,
      'src/commissioning/paper/paperOf.ts': `import '../proposals/ProposalContent.ts';\n`,
      'src/export/paper.ts': `import '../api/schema.ts';\nimport '../commissioning/paper/paperOf.ts';\n`,
    });
    expect({ exitCode, said }).toMatchObject({ exitCode: 0 });
    expect(said).toContain('23 dependencies cruised');
  });

  function relative(from: string, to: string): string {
    const found = path.posix.relative(path.posix.dirname(from), to);
    return found.startsWith('.') ? found : `./${found}`;
  }
});

describe('layout', () => {
  test('folders named after a pattern, and places that src/ does not have, are reported', () => {
    expect(findLayoutFaults(['src/api/utils/dates.ts', 'tests/helpers/fake.ts', 'src/models/plan.ts', 'src/server.ts'])).toEqual([
      expect.stringContaining('src/api/utils/dates.ts: a folder called "utils"'),
      expect.stringContaining('tests/helpers/fake.ts: a folder called "helpers"'),
      expect.stringContaining('src/models/plan.ts: not a place'),
      expect.stringContaining('src/server.ts: not a place'),
    ]);
  });

  test("the design's own places pass, and a publisher may name a folder of data as it likes", () => {
    expect(findLayoutFaults(['src/main.ts', 'src/words.ts', 'src/overlap/engine/score.ts', 'tests/support/makeTree.ts', 'seeds/derby/services/services.csv'])).toEqual([]);
  });

  test('the program fails on a bad tree and passes a good one', () => {
    expect(run(makeTree({ 'src/common/x.ts': '' }), 'scripts/checks/layout.mjs').exitCode).toBe(1);
    expect(run(makeTree({ 'src/main.ts': '' }), 'scripts/checks/layout.mjs')).toEqual({ exitCode: 0, said: '' });
  });
});

describe('unused', () => {
  const check = (root: string) => run(root, 'node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints');
  const manifest = (dependencies: Record<string, string>) => JSON.stringify({ name: 'planted', type: 'module', main: 'src/main.ts', dependencies });

  test('an unused file, export and package are reported, and a package that is not listed', () => {
    const { exitCode, said } = check(
      makeProject(['knip.json', 'tsconfig.json'], {
        'package.json': manifest({ dataloader: '2.2.3' }),
        'src/main.ts': `import { used } from './used.ts';\nimport 'fastify';\nused();\n`,
        'src/used.ts': 'export const used = (): void => {};\nexport const forgotten = (): void => {};\n',
        'src/orphan.ts': 'export {};\n',
      }),
    );
    expect(exitCode).not.toBe(0);
    expect(said).toMatch(/Unused files[^]*src\/orphan\.ts/);
    expect(said).toMatch(/Unused exports[^]*forgotten/);
    expect(said).toMatch(/Unused dependencies[^]*dataloader/);
    expect(said).toMatch(/Unlisted dependencies[^]*fastify/);
  });

  test('a tree that uses all it has passes', () => {
    const root = makeProject(['knip.json', 'tsconfig.json'], { 'package.json': manifest({ fastify: '5.12.8' }), 'src/main.ts': `import { used } from './used.ts';\nimport 'fastify';\nused();\n`, 'src/used.ts': 'export const used = (): void => {};\n' });
    expect(check(root)).toEqual({ exitCode: 0, said: '' });
  });
});

describe('operations', () => {
  test('typed operations that are older than their operation are reported, and pass once made again', () => {
    const root = makeProject(['codegen.yml'], {
      'schema/hub.graphql': 'scalar Date\ntype Authority { code: ID! }\ntype Query { authorities(asAt: Date): [Authority!]! }\n',
      'schema/operations/authorities.graphql': 'query Authorities($asAt: Date) { authorities(asAt: $asAt) { code } }\n',
    });
    const codegen = (...args: string[]) => run(root, 'node_modules/@graphql-codegen/cli/esm/bin.js', '--config', 'codegen.yml', '--errors-only', ...args);

    expect(codegen().exitCode).toBe(0);
    expect(readFileSync(path.join(root, 'src/api/generated/operations.ts'), 'utf8')).toContain('AuthoritiesDocument');
    expect(codegen('--check').exitCode).toBe(0);

    writeFileSync(path.join(root, 'schema/operations/authorities.graphql'), 'query AllAuthorities { authorities { code } }\n');
    const { exitCode, said } = codegen('--check');
    expect(exitCode).toBe(1);
    expect(said).toContain('src/api/generated/operations.ts');
  });
});

describe('contract', () => {
  const check = (main: string) => run(makeProject(['tsconfig.json', 'tsconfig.build.json'], { 'package-lock.json': '{}', 'src/main.ts': main }), 'scripts/checks/contract.mjs');

  test('a difference that the program finds is passed on', () => {
    expect(check(`if (process.argv[2] === 'schema' && process.argv[3] === '--check') { console.log('schema/hub.graphql differs'); process.exit(1); }\n`)).toEqual({ exitCode: 1, said: 'schema/hub.graphql differs\n' });
  });

  test('code that does not compile is a failure, not yesterday’s answer', () => {
    expect(check(`const port: number = 'x';\n`)).toMatchObject({ exitCode: 1, said: expect.stringContaining('src/main.ts(1,7)') });
  });

  test('no difference passes', () => {
    expect(check('export {};\n')).toEqual({ exitCode: 0, said: '' });
  });
});

describe('portable', () => {
  const traces = tracesOf({ root: '/srv/clones/hub', home: '/home/ana', registry: 'https://packages.example.test/npm/' });
  const faultsIn = (text: string) => findMachineTraces('notes.md', text, traces);

  test.each([
    ['the folder of this clone', 'see /srv/clones/hub/docs'],
    ['the registry of this machine', 'from packages.example.test'],
    ["anybody's home folder", ['open /home', 'ben', 'plan.csv'].join('/')],
    ['a home folder on macOS', ['open /Users', 'ben', 'plan.csv'].join('/')],
    ['a home folder on Windows', ['C:', 'Users', 'ben'].join('\\')],
    ["the administrator's folder", ['/root', 'x'].join('/')],
    ['an address that npm downloaded from', `  ${'"resolved"'}: "https://anywhere.test/x.tgz",`],
  ])('%s is reported with its line', (_what, line) => {
    expect(faultsIn(`first line\n${line}\n`)).toEqual([expect.stringMatching(/^notes\.md:2: /)]);
  });

  test('addresses of other sites and relative paths pass', () => {
    expect(faultsIn('https://example.test/home/page/ and ../shared/data and ./srv/clones\n')).toEqual([]);
  });

  test('the program fails on a bad tree and passes a good one', () => {
    expect(run(makeTree({ 'a.md': ['/home', 'ben', 'x'].join('/') }), 'scripts/checks/portable.mjs').exitCode).toBe(1);
    expect(run(makeTree({ 'a.md': 'nothing of the kind' }), 'scripts/checks/portable.mjs')).toEqual({ exitCode: 0, said: '' });
  });
});

describe('all together', () => {
  test('a failed check does not keep the next from running, and each has its line', () => {
    const lines: string[] = [];
    const root = makeTree({ 'bad.mjs': `console.log('what is wrong'); process.exit(3);`, 'good.mjs': '' });
    const failed = runChecks([{ name: 'first', keeps: 'a', program: ['bad.mjs'], mend: 'npm run mend' }, { name: 'second', keeps: 'b', program: ['good.mjs'] }], root, { log: (line: string) => lines.push(line) });
    expect(failed).toEqual(['first']);
    expect(lines).toEqual([expect.stringMatching(/^first +FAILED +\d+\.\d s +a$/), '    what is wrong\n    To mend it: npm run mend', expect.stringMatching(/^second +ok +\d+\.\d s +b$/)]);
  });

  test('a check that never ends is a failed one', () => {
    const lines: string[] = [];
    const root = makeTree({ 'endless.mjs': 'setInterval(() => {}, 1000);' });
    expect(runChecks([{ name: 'endless', keeps: 'c', program: ['endless.mjs'] }], root, { log: (line: string) => lines.push(line), timeoutMs: 200 })).toEqual(['endless']);
    expect(lines[1]).toContain('ETIMEDOUT');
  });

  test('a check that does not exist is named, with those that do', () => {
    expect(run(project, 'scripts/checks/run.mjs', 'spelling')).toMatchObject({ exitCode: 1, said: expect.stringMatching(/^No check called spelling\. There are: types, lint/) });
  });

  test('tests are counted from the report, and a file that could not be loaded counts as a failure', () => {
    const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((own) => ({ status: own })) });
    expect(countTests({ testResults: [file('passed', 'passed', 'passed', 'pending'), file('failed', 'passed', 'failed'), file('failed')] })).toEqual({ passed: 3, failed: 2 });
  });

  test('no report is not a pass', () => {
    expect(run(project, '.ci/count.mjs', 'no-such-report.json')).toEqual({ exitCode: 1, said: '0 passed, 0 failed\n' });
  });
});

describe('breaking', () => {
  /** A checkout whose last commit holds this contract, and whose working tree holds another. */
  function checkoutWith(before: string, now: string, changes = { before: '', now: '' }): string {
    const root = makeTree({ 'schema/hub.graphql': before, 'schema/CHANGES.md': changes.before });
    for (const args of [['init', '--quiet'], ['add', '.'], ['-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '--quiet', '--message', 'Begin']]) spawnSync('git', args, { cwd: root });
    writeFileSync(path.join(root, 'schema/hub.graphql'), now);
    writeFileSync(path.join(root, 'schema/CHANGES.md'), changes.now);
    return root;
  }

  test('a field that is gone is reported while schema/CHANGES.md says nothing of it', () => {
    const root = checkoutWith('type Query { plans: String priorities: String }', 'type Query { plans: String }');
    expect(findUntoldChanges(root)).toEqual(['Query.priorities was removed. That can break a query, and schema/CHANGES.md has no new line.']);
  });

  test('told, it passes; a field that is new breaks nobody', () => {
    expect(findUntoldChanges(checkoutWith('type Query { plans: String priorities: String }', 'type Query { plans: String }', { before: '', now: '- Query.priorities is gone.' }))).toEqual([]);
    expect(findUntoldChanges(checkoutWith('type Query { plans: String }', 'type Query { plans: String themes: String }'))).toEqual([]);
  });

  test('a clean checkout is compared with the commit before', () => {
    const root = checkoutWith('type Query { plans: String priorities: String }', 'type Query { plans: String }');
    spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '--quiet', '--all', '--message', 'Drop'], { cwd: root });
    expect(findUntoldChanges(root)).toHaveLength(1);
  });
});
