import type { Form } from './Form.ts';
import type { FurtherColumns } from './furtherColumns.ts';
import type { GatheredFile } from './gatherFile.ts';
import type { Places } from './places.ts';
import type { IndicatorSettings } from './settings.ts';

/** Everything that rows are read with. */
export interface Reading {
  form: Form;
  data: GatheredFile;
  metadata: GatheredFile | null;
  /** The columns of the figures, as the form calls them. */
  header: readonly string[];
  settings: IndicatorSettings;
  places: Places;
  /** What its columns tell that the form does not read. */
  further: FurtherColumns;
}

/** An indicator that the figures are about. */
export interface FoundIndicator {
  /** As the source names it. */
  name: string;
  /** Where it first stands. */
  line: number;
  /** As the figures have it; empty when they do not. */
  title: string;
}
