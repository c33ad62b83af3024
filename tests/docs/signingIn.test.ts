import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSignIn } from '../../src/access/signIn/readSignIn.ts';
import { propertiesOfIssuer, propertiesOfRole } from '../../src/access/signIn/faults.ts';
import { fileWith } from '../support/tokens.ts';

const guide = readFileSync('docs/signing-in.md', 'utf8');
const cells = (line: string): string[] => line.split('|').map((cell) => cell.trim());
/** First cells of the rows of the table that begins with this heading. */
const firstCells = (heading: string): string[] => guide.split(`| ${heading} |`)[1]!.split('\n\n')[0]!.split('\n').slice(2).map((line) => cells(line)[1]!);

test('every file that the guide shows would be taken', () => {
  const shown = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => json!);
  expect(shown).toHaveLength(2);
  for (const json of shown) expect(readSignIn(fileWith(json)).issuers.size).toBe(1);
});

test('the guide has every property of an issuer and of a role, and no other', () => {
  const [ofIssuer, ofRole] = guide.split('And each of `roles`:').map((part) => [...part.split('\n\n').find((block) => block.startsWith('| name |'))!.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name));
  expect(ofIssuer).toEqual(Object.keys(propertiesOfIssuer));
  expect(ofRole).toEqual(Object.keys(propertiesOfRole));
});

test('every message that the guide explains is one that the hub gives', () => {
  const code = readdirSync('src/access/signIn').map((file) => readFileSync(`src/access/signIn/${file}`, 'utf8').replaceAll('\\\'', '\'').replace('${placesIn(bodies, regions)}', 'two bodies')).join('\n');
  const messages = firstCells('the message says | what to do');
  expect(messages.length).toBeGreaterThan(10);
  for (const message of messages) expect(code).toContain(message);
});
