import { isAbsolute } from 'node:path';
import type { Setting, Settings } from '../Connector.ts';
import { isWeb } from '../webAddress.ts';
import type { ColumnKind } from './furtherColumns.ts';
import type { FormName } from './Form.ts';
import { isYearKind, yearKindForms, type YearKind } from './yearKind.ts';

/** Settings of a source of indicators, as its reading takes them. */
export interface IndicatorSettings {
  address: string;
  metadata: string | null;
  form: FormName | null;
  indicator: string | null;
  indicators: ReadonlySet<string> | null;
  areas: 'known' | ReadonlySet<string>;
  periodKindOf: (indicator: string) => YearKind | null;
  codes: ReadonlyMap<string, string>;
  everybody: ReadonlyMap<string, string>;
  columns: ReadonlyMap<string, ColumnKind>;
}

const formNames: readonly FormName[] = ['lait', 'fingertips', 'fingertips-upload', 'ons-tidy'];

export const settings: Record<string, Setting> = {
  address: { ...addressOf('Where the figures are: the address of a CSV file, or its path on the hub\'s own machine.'), isRequired: true },
  metadata: addressOf('Where the file is that says what the indicators are: LAIT\'s data dictionary, Fingertips\' metadata, the ONS\'s CSVW.'),
  form: { meaning: 'The form of the figures. Without it the form is recognised by the first row.', allowed: formNames.join(', '), isAllowed: (value) => formNames.includes(value as FormName) },
  indicator: { meaning: 'The indicator that the whole file is about, where the file does not name it (fingertips-upload).', allowed: 'a name, for example "41101"', isAllowed: isText },
  indicators: { meaning: 'Which indicators are read, by the source\'s own names. Without it all are.', allowed: 'a list of names, for example ["InfMort", "CPP_rate"]', isAllowed: isTexts },
  areas: { meaning: 'The areas whose figures are read: those that the hub knows, or a list. Rows of others are left out and counted.', allowed: '"known" or a list of codes, for example ["E06000016"]', fallback: 'known', isAllowed: (value) => value === 'known' || isTexts(value) },
  periodKind: { meaning: 'What a bare year stands for where the metadata does not say, or says it wrongly: for all indicators, or by indicator ("*" for the others).', allowed: `${yearKindForms}; or an object of them by indicator, for example {"CPP_rate": "day-03-31"}`, isAllowed: (value) => isYearKind(value) || isObjectOf(value, isYearKind) },
  codes: { meaning: 'Codes of indicators that the hub has already, by the source\'s names: their figures join those.', allowed: 'an object of codes, for example {"InfMort": "NI 123"}', isAllowed: (value) => isObjectOf(value, isText) },
  everybody: { meaning: 'The group that is everybody whom an indicator is about, by indicator, so that its figures count as the indicator\'s own.', allowed: 'an object of breakdowns, for example {"20601": "4-5 yrs"}', isAllowed: (value) => isObjectOf(value, isText) },
  columns: { meaning: 'What further columns of the ONS\'s form tell, where the hub cannot know: of a group that the figure is for, or nothing of whom it is about.', allowed: '"group" or "remark" by column, for example {"tenancy": "group", "method": "remark"}', isAllowed: (value) => isObjectOf(value, (kind) => kind === 'group' || kind === 'remark') },
};

/** What is wrong with settings that are each right by themselves. */
export function problems({ form, indicator }: Settings): string[] {
  return form === 'fingertips-upload' && indicator === undefined ? ['A file in the upload form of Fingertips does not say which indicator it is about. Set "indicator", for example "41101".'] : [];
}

export function readSettings(given: Settings): IndicatorSettings {
  const { periodKind, areas = 'known', indicators } = given;
  return {
    address: given.address as string,
    metadata: (given.metadata ?? null) as string | null,
    form: (given.form ?? null) as FormName | null,
    indicator: (given.indicator ?? null) as string | null,
    indicators: Array.isArray(indicators) ? new Set(indicators as string[]) : null,
    areas: Array.isArray(areas) ? new Set(areas as string[]) : 'known',
    periodKindOf: (indicator) => (typeof periodKind === 'string' ? periodKind : (mapOf(periodKind).get(indicator) ?? mapOf(periodKind).get('*') ?? null)),
    codes: mapOf(given.codes),
    everybody: mapOf(given.everybody),
    columns: mapOf(given.columns) as ReadonlyMap<string, ColumnKind>,
  };
}

function addressOf(meaning: string): Setting {
  return {
    meaning,
    allowed: 'a web address (https://… or http://…) or an absolute path of a file',
    isAllowed: (value) => typeof value === 'string' && (isWeb(value) || isAbsolute(value)),
    addresses: (value) => (typeof value === 'string' && isWeb(value) ? [value] : []),
  };
}

function mapOf(value: unknown): Map<string, string> {
  return new Map(Object.entries((value ?? {}) as Record<string, string>));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function isObjectOf(value: unknown, isAllowed: (entry: unknown) => boolean): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isAllowed);
}
