/** What can be searched for; each value is the table of the records. */
export enum SearchKind {
  PRIORITY = 'priority',
  SERVICE = 'service',
  INDICATOR = 'indicator',
  ACTION = 'action',
  RECOMMENDATION = 'recommendation',
}

/** The texts of a record in which words are looked for. */
export enum SearchField {
  TITLE = 'title',
  CODE = 'code',
  DESCRIPTION = 'description',
  TARGET_GROUP = 'target-group',
  PROVIDER = 'provider',
  COMMISSIONER = 'commissioner',
  NUMERATOR = 'numerator',
  DENOMINATOR = 'denominator',
  SUCCESS_CRITERIA = 'success-criteria',
  LEAD = 'lead',
  ADDRESSED_TO = 'addressed-to',
}

type Columns = Readonly<Partial<Record<SearchField, string>>>;

/** For each kind, the column that holds each text, as stored. Ties in an answer are shown in the order in which the kinds stand here. */
export const searchedTexts: Readonly<Record<SearchKind, Columns>> = {
  [SearchKind.PRIORITY]: { [SearchField.TITLE]: 'title', [SearchField.DESCRIPTION]: 'description', [SearchField.TARGET_GROUP]: 'target_group' },
  [SearchKind.SERVICE]: {
    [SearchField.TITLE]: 'name',
    [SearchField.DESCRIPTION]: 'description',
    [SearchField.TARGET_GROUP]: 'target_group',
    [SearchField.PROVIDER]: 'provider',
    [SearchField.COMMISSIONER]: 'commissioner',
  },
  [SearchKind.INDICATOR]: { [SearchField.CODE]: 'code', [SearchField.TITLE]: 'title', [SearchField.NUMERATOR]: 'numerator', [SearchField.DENOMINATOR]: 'denominator' },
  [SearchKind.ACTION]: { [SearchField.TITLE]: 'title', [SearchField.SUCCESS_CRITERIA]: 'success_criteria', [SearchField.LEAD]: 'lead' },
  [SearchKind.RECOMMENDATION]: { [SearchField.TITLE]: 'title', [SearchField.ADDRESSED_TO]: 'addressed_to' },
};

export const searchKinds = Object.keys(searchedTexts) as SearchKind[];

/** The texts of a kind with their columns. */
export function columnsOf(kind: SearchKind): [field: SearchField, column: string][] {
  return Object.entries(searchedTexts[kind]) as [SearchField, string][];
}

/** How much a word counts where it stands: in what names the record, more than however often in what describes it. */
export function weightOf(field: SearchField): number {
  return field === SearchField.TITLE || field === SearchField.CODE ? 5 : 1;
}
