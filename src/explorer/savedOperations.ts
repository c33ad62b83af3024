import { Kind, parse } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';

/** A query of schema/operations: its first comment line is its title, the paragraphs after it say what to read from it and what to change. */
export interface SavedOperation {
  name: string;
  title: string;
  about: string[];
  text: string;
}

/** Compiled code lies as deep as its source, so one path serves both. */
const folder = new URL('../../schema/operations/', import.meta.url);
/** The main question stands first; the others follow by the names of their files. */
const mainFile = 'region-overlaps.graphql';

/** The saved queries, the main one first. */
export function readSavedOperations(): [SavedOperation, ...SavedOperation[]] {
  const others = readdirSync(folder).filter((file) => file.endsWith('.graphql') && file !== mainFile).sort();
  return [readOperation(mainFile), ...others.map(readOperation)];
}

function readOperation(file: string): SavedOperation {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const comment = text.split('\n').slice(0, text.split('\n').findIndex((line) => !line.startsWith('#')));
  const [title, ...about] = paragraphsOf(comment.map((line) => line.slice(1).trim()));
  const name = parse(text).definitions.flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION && definition.name ? [definition.name.value] : []))[0];
  if (title === undefined || name === undefined) throw new Error(`schema/operations/${file} needs a comment that says what it answers, and a named query.`);
  return { name, title, about, text };
}

function paragraphsOf(lines: readonly string[]): string[] {
  return lines
    .join('\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll('\n', ' ').trim())
    .filter((paragraph) => paragraph !== '');
}
