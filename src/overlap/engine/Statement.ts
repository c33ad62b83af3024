/** A priority as the engine reads it: its words, and what its publisher said about it. Ages are in years. */
export interface Statement {
  id: string;
  title: string;
  /** The heading the plan puts it under, often a broad outcome such as "Be healthy". */
  outcome?: string | null;
  description?: string | null;
  ageFrom?: number | null;
  ageTo?: number | null;
  targetGroup?: string | null;
  /** What sort of plan it stands in, as the data package names it: a corporate parenting plan is for looked-after children. */
  planKind?: string | null;
  /** Theme codes that the publisher itself assigned. */
  publisherThemes?: string[];
  indicatorThemes?: { indicatorCode: string; indicatorTitle: string; themes: string[] }[];
  /** Left out where no embedding service was asked, or none answered. */
  similarThemes?: SimilarThemes;
}

/** Themes that a statement lies near in meaning, nearest first, as an outside model tells it. */
export interface SimilarThemes {
  model: string;
  /** How much nearer than to the average theme, in standard deviations. */
  themes: { themeCode: string; deviations: number }[];
}
