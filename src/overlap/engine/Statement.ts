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
  /** Theme codes that the publisher itself assigned. */
  publisherThemes?: string[];
  indicatorThemes?: { indicatorCode: string; indicatorTitle: string; themes: string[] }[];
}
