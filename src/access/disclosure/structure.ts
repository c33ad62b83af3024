import type { Sum } from './sums.ts';

/** What each place lies in, and what kind of place it is. */
export type Places = ReadonlyMap<string, { within: string | null; kind: string }>;

/** Rows that are alike but for one thing, in which some are parts of another. */
export interface Along<Row> {
  /** What rows of one series have in common. */
  seriesOf: (row: Row) => string;
  valueOf: (row: Row) => string | null;
}

/** Places within a place of which there is a row too: of one kind together, because wards and localities are two ways to divide one authority. */
export function sumsByPlace<Row>(rows: readonly Row[], { seriesOf, valueOf }: Along<Row>, places: Places): Sum[] {
  return seriesIn(rows, seriesOf).flatMap((series) => {
    const positions = new Map(series.map((position) => [valueOf(rows[position]!), position]));
    const parts = series.flatMap((position) => {
      const code = valueOf(rows[position]!);
      const around = code === null ? null : nearestAround(code, places, positions);
      return around === null ? [] : [{ position, total: positions.get(around)!, kind: places.get(code!)!.kind }];
    });
    return sumsOf(parts.map(({ position, total, kind }) => ({ position, total, way: kind })));
  });
}

/** Groups of people against all of them: `breakdown` is empty for everybody, and else names one group or several of which all hold ("female, aged 5 to 10"). */
export function sumsByGroup<Row>(rows: readonly Row[], { seriesOf, valueOf }: Along<Row>): Sum[] {
  return seriesIn(rows, seriesOf).flatMap((series) => {
    const positions = new Map(series.map((position) => [wordsOf(valueOf(rows[position]!)).toSorted().join(', '), position]));
    const everybody = positions.get('');
    const parts = series.flatMap((position) => {
      const words = wordsOf(valueOf(rows[position]!));
      const along = words.flatMap((word) => {
        const total = positions.get(words.filter((other) => other !== word).toSorted().join(', '));
        return total === undefined ? [] : [{ position, total, way: dimensionOf(word) }];
      });
      // Of groups of two things all together are everybody, whether or not there is a row for each of the one.
      const across = words.length > 1 && everybody !== undefined ? [{ position, total: everybody, way: words.map(dimensionOf).toSorted().join(' by ') }] : [];
      return [...along, ...across];
    });
    return sumsOf(parts);
  });
}

/** Bands of ages that together make another, in each way that they do: through each band the fewest, which are made of narrower ones in turn. */
export function sumsByAge<Row>(rows: readonly Row[], seriesOf: (row: Row) => string, bandOf: (row: Row) => readonly [from: number, to: number]): Sum[] {
  return seriesIn(rows, seriesOf).flatMap((series) => {
    const bands = series.map((position) => ({ position, from: bandOf(rows[position]!)[0], to: bandOf(rows[position]!)[1] }));
    return bands.flatMap((whole) => {
      const within = bands.filter((band) => band.from >= whole.from && band.to <= whole.to && band.to - band.from < whole.to - whole.from);
      const ways = within.flatMap((band) => {
        const [before, after] = [tiling(whole.from, band.from - 1, within), tiling(band.to + 1, whole.to, within)];
        return before === null || after === null ? [] : [[...before, band.position, ...after]];
      });
      return [...new Map(ways.map((parts) => [parts.join(' '), parts])).values()].map((parts) => ({ total: whole.position, parts }));
    });
  });
}

interface Band {
  position: number;
  from: number;
  to: number;
}

/** The fewest bands that fill some ages without a gap; null when none do. */
function tiling(first: number, last: number, within: readonly Band[]): number[] | null {
  const reached = new Map<number, number[]>([[first, []]]);
  const starting = Map.groupBy(within, ({ from }) => from);
  for (let age = first; age <= last; age += 1) {
    const so = reached.get(age);
    if (!so) continue;
    for (const { position, to } of starting.get(age) ?? []) if (to <= last && (reached.get(to + 1)?.length ?? Infinity) > so.length + 1) reached.set(to + 1, [...so, position]);
  }
  return reached.get(last + 1) ?? null;
}

function seriesIn<Row>(rows: readonly Row[], seriesOf: (row: Row) => string): number[][] {
  return [...Map.groupBy(rows.keys(), (position) => seriesOf(rows[position]!)).values()].filter((series) => series.length > 1);
}

function sumsOf(parts: readonly { position: number; total: number; way: string }[]): Sum[] {
  return [...Map.groupBy(parts, ({ total, way }) => `${total} ${way}`).values()].map((own) => ({ total: own[0]!.total, parts: own.map(({ position }) => position) }));
}

/** The nearest place around one of which there is a row. */
function nearestAround(code: string, places: Places, positions: ReadonlyMap<string | null, number>): string | null {
  const passed = new Set([code]);
  for (let at = places.get(code)?.within ?? null; at !== null && !passed.has(at); at = places.get(at)?.within ?? null) {
    if (positions.has(at)) return at;
    passed.add(at);
  }
  return null;
}

function wordsOf(breakdown: string | null): string[] {
  return (breakdown ?? '').toLowerCase().split(',').map((word) => word.trim()).filter(Boolean);
}

/** What a group is one of: named before a colon or "=", or told by words for sex or age; all others are taken for one division. */
function dimensionOf(word: string): string {
  const [, named] = /^([^:=]+)[:=]/.exec(word) ?? [];
  if (named !== undefined) return named.trim().toLowerCase();
  if (/^((fe)?males?|(boy|girl)s?|(wo)?m[ae]n)$/i.test(word)) return 'sex';
  return /\b(age[ds]?|years?|yrs?)\b/i.test(word) ? 'age' : 'other';
}
