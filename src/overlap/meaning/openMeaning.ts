import { sql, type Kysely } from 'kysely';
import { isHidden } from '../../access/embargo.ts';
import { publicViewer } from '../../access/viewer.ts';
import type { Write } from '../../db/Database.ts';
import { inList } from '../../db/inList.ts';
import type { SimilarThemes, Statement } from '../engine/Statement.ts';
import { versionOf } from '../engine/ThemeModel.ts';
import { findChanged, whereToLook, type ChangedPriority } from '../findChanged.ts';
import { readStatements } from '../readStatements.ts';
import { EmbedderFailed, type Embedder } from './Embedder.ts';
import type { Meanings } from './Meanings.ts';
import { similarTo, type FindSimilar } from './similarThemes.ts';

/** The way to what an embedding service tells of priorities. */
export interface Meaning {
  /** Asks about every priority that must be read again, if it is public on the day. No transaction is open meanwhile. */
  ask: (write: Write, engineVersion: string, today: string) => Promise<Meanings>;
  /** Asks nothing: what was read with the service's help stays so, and whatever must be read again is read without. */
  askNothing: (write: Write) => Promise<Meanings>;
}

/** With fewer themes, "nearer than the others" tells little. */
const fewestThemes = 6;
/** About what a small model takes; most important first, since the rest is cut off. */
const mostCharacters = 1_200;
const textsAtOnce = 96;

/** Reads meaning through a service, for so many seconds each time. */
export function openMeaning(embedder: Embedder, seconds: number): Meaning {
  const marked = (themes: readonly ThemeText[]) => ` ${versionOf([embedder.version, JSON.stringify(themes)])}`;
  return {
    askNothing: async (write) => ({ mark: marked(await write(({ db }) => readThemes(db))), of: () => undefined, trouble: null }),
    async ask(write, engineVersion, today) {
      const themes = await write(({ db }) => readThemes(db));
      const mark = marked(themes);
      const changed = themes.length < fewestThemes ? [] : await write(({ db }) => findPublic(db, engineVersion, mark, today));
      const found = new Map<string, { readFrom: string; similar: SimilarThemes }>();
      const failure = await ended(async () => {
        const timeIsUp = AbortSignal.timeout(seconds * 1000);
        let findSimilar: FindSimilar | undefined;
        for (const slice of slicesOf(changed)) {
          findSimilar ??= await learnThemes(embedder, themes, timeIsUp);
          const statements = await write(({ db }) => readStatements(db, slice.map(({ id }) => id)));
          const vectors = await embedder.embed(statements.map(textOf), timeIsUp);
          const readFrom = new Map(slice.map((one) => [one.id, one.readFrom]));
          for (const [i, { id }] of statements.entries()) found.set(id, { readFrom: readFrom.get(id)!, similar: { model: embedder.model, themes: findSimilar(vectors[i]!) } });
        }
      });
      return {
        mark,
        of: ({ id, readFrom }) => (found.get(id)?.readFrom === readFrom ? found.get(id)!.similar : undefined),
        trouble: failure && troubleOf(failure, embedder, changed.length - found.size, changed.length),
      };
    },
  };
}

/** The service's failure that ended some work, or null when it came to its end. */
async function ended(work: () => Promise<void>): Promise<EmbedderFailed | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof EmbedderFailed) return error;
    throw error;
  }
}

function troubleOf({ did, remedy }: EmbedderFailed, { where, model }: Embedder, without: number, asked: number): string {
  const which = asked === 1 ? 'the one priority that it was to help with is' : `${without === asked ? 'all' : `${without} of the`} ${asked} priorities that it was to help with are`;
  return `The embedding service ${where} (model ${model}) ${did}, so ${which} read without it: ${remedy}, and the hub asks again the next time it reads priorities, at an import or its next start.`;
}

interface ThemeText {
  code: string;
  text: string;
}

/** Every theme of the taxonomy as the hub holds it. */
async function readThemes(db: Kysely<unknown>): Promise<ThemeText[]> {
  const { rows } = await sql<{ code: string; label: string; definition: string | null }>`select code, label, definition from theme where withdrawn_on is null order by code`.execute(db);
  return rows.map(({ code, label, definition }) => ({ code, text: cut([label, definition].filter(Boolean).join(': ')) }));
}

async function learnThemes(embedder: Embedder, themes: readonly ThemeText[], timeIsUp: AbortSignal): Promise<FindSimilar> {
  const vectors = await embedder.embed(themes.map(({ text }) => text), timeIsUp);
  return similarTo(themes.map(({ code }, i) => ({ themeCode: code, vector: vectors[i]! })));
}

/** What must be read again and everybody may see: what is under embargo leaves the hub by no way, and this would be one. */
async function findPublic(db: Kysely<unknown>, engineVersion: string, mark: string, today: string): Promise<ChangedPriority[]> {
  const found: ChangedPriority[] = [];
  for await (const changed of findChanged(await whereToLook(db, engineVersion, mark))) {
    const { rows } = await sql<{ id: string }>`
      select p.id from priority p where p.id in ${inList(changed.map(({ id }) => id))}
      and not exists (select 1 from plan hidden where hidden.id = p.plan_id and ${isHidden(publicViewer(today))})`.execute(db);
    const isPublic = new Set(rows.map(({ id }) => id));
    found.push(...changed.filter(({ id }) => isPublic.has(id)));
  }
  return found;
}

function textOf({ title, outcome, description }: Statement): string {
  return cut([title, outcome, description].filter(Boolean).join('\n'));
}

/** The beginning of a text, no character of it broken. */
function cut(text: string): string {
  return text.slice(0, mostCharacters).replace(/[\uD800-\uDBFF]$/, '');
}

function* slicesOf<One>(all: readonly One[]): Generator<readonly One[]> {
  for (let start = 0; start < all.length; start += textsAtOnce) yield all.slice(start, start + textsAtOnce);
}
