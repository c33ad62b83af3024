import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buildProgram } from '../../src/commands/buildProgram.ts';
import { settings } from '../../src/settings.ts';
import { errorCodes } from '../../src/errors.ts';

const read = (file: string) => readFileSync(file, 'utf8');
/** The cells of every row of a Markdown table, headings left out. */
const tableRows = (text: string) => text.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim().replaceAll('\\|', '|')));

test('docs/errors.md has every error code with its meaning, and no other', () => {
  const documented = Object.fromEntries(tableRows(read('docs/errors.md')).map(([code, meaning]) => [code!.replaceAll('`', ''), meaning]));
  expect(documented).toEqual(errorCodes);
});

test('docs/configuration.md has every setting with its default and what is allowed, and no other', () => {
  const documented = Object.fromEntries(tableRows(read('docs/configuration.md')).map(([name, fallback, allowed]) => [name!.replaceAll('`', ''), { fallback: fallback!.replaceAll('`', ''), allowed }]));
  expect(documented).toEqual(Object.fromEntries(Object.entries(settings).map(([name, { fallback, allowed }]) => [name, { fallback, allowed }])));
});

test('docs/limits.md has every limit with its default and the code it refuses with, and no other', () => {
  const documented = tableRows(read('docs/limits.md')).map(([name, fallback, code]) => [name, fallback, code].map((cell) => cell!.replaceAll('`', '')));
  const limits = Object.entries(settings).filter(([name]) => /^(MAX_|RATE_|CALLER_|INTROSPECTION)/.test(name));
  expect(documented.map(([name, fallback]) => [name, fallback])).toEqual(limits.map(([name, { fallback }]) => [name, fallback]));
  for (const [, , code] of documented) expect(Object.keys(errorCodes)).toContain(code);
});

test('docs/operating.md has every metric of the hub, and no other', () => {
  const documented = tableRows(read('docs/operating.md')).flatMap(([names]) => [...names!.matchAll(/`(hub_\w+)`/g)].map(([, name]) => name!));
  const inCode = ['metrics.ts', 'dataMetrics.ts'].flatMap((file) => [...read(`src/api/http/${file}`).matchAll(/name: '(hub_\w+)'/g)].map(([, name]) => name!));
  expect(documented.toSorted()).toEqual(inCode.toSorted());
});

test('no command that a document shows writes what npm says of itself into a file or a pipe', () => {
  const folders = ['docs', 'examples', 'seeds'].flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => path.join(folder, String(name))));
  const documents = ['README.md', 'CONTRIBUTING.md', ...folders.filter((file) => file.endsWith('.md'))];
  const redirected = documents.flatMap((file) => read(file).match(/\bnpm [^`\n]*\s[>|]\s?\S[^`\n]*/g) ?? []);
  expect(redirected.length).toBeGreaterThan(0);
  for (const command of redirected) expect(command).toMatch(/^npm run -s /);
});

test('every npm script is documented', () => {
  const documents = read('README.md') + read('CONTRIBUTING.md');
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const name of Object.keys(scripts)) expect(documents).toMatch(new RegExp(`npm (run )?${name}\\b`));
});

test('CONTRIBUTING.md lists every command of the hub, and no other', () => {
  const [, listed] = /runs a command of the hub: (.+) \(`--help` lists them\)/.exec(read('CONTRIBUTING.md'))!;
  expect(listed!.split(', ')).toEqual(buildProgram(async () => {}).commands.map((command) => `\`${command.name()}\``));
});

test('every command of the hub that a message names can be typed as it stands there', () => {
  const commands = buildProgram(async () => {}).commands.map((command) => command.name()).join('|');
  const sources = readdirSync('src', { recursive: true }).map((name) => path.join('src', String(name))).filter((file) => file.endsWith('.ts'));
  // After a word it is no command: "the hub serves".
  const named = sources.flatMap((file) => read(file).match(new RegExp(`.{0,20}(?<!\\w )\\bhub (${commands})\\b`, 'g')) ?? []);
  const typed = sources.flatMap((file) => read(file).match(new RegExp(`npm run hub -- (${commands})\\b`, 'g')) ?? []);
  expect(named).toEqual([]);
  expect(typed.length).toBeGreaterThan(20);
});

test('every link between documents leads to a file', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', ...['docs', 'docs/decisions'].flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.md')).map((name) => path.join(folder, name)))];
  const broken = documents.flatMap((document) =>
    [...read(document).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => path.join(path.dirname(document), target!)).filter((target) => !existsSync(target)).map((target) => `${document} → ${target}`),
  );
  expect(broken).toEqual([]);
});
