import type { Facts } from './Facts.ts';
import { measureOf, polarityOf } from './measureOf.ts';
import { joinNotes } from './readFigure.ts';
import type { FoundIndicator, Reading } from './Reading.ts';

const nothing: Facts = { title: '', valueType: '', unit: '', polarity: '', yearType: '', frequency: '', description: '', body: '', url: '' };

/** The code of an indicator in the hub: one that the settings give, or the source's own name behind whose it is. */
export function codeOf({ form, settings }: Pick<Reading, 'form' | 'settings'>, name: string): string {
  return settings.codes.get(name) ?? `${form.prefix} ${name}`;
}

/** A row of indicators.csv. */
export function indicatorCells(reading: Reading, { name, title: titleInData }: FoundIndicator, known: Facts | null): Record<string, string> {
  const { form, data, metadata, settings } = reading;
  const facts = known ?? nothing;
  const title = facts.title || titleInData;
  const { measure, multiplier, unit, note: ofMeasure } = measureOf({ ...facts, title });
  const { polarity, note: ofPolarity } = polarityOf(facts.polarity);
  const periodKind = settings.periodKindOf(name);
  return {
    indicator_code: codeOf(reading, name),
    title: title || name,
    measure,
    multiplier,
    unit,
    polarity,
    frequency: frequencyOf(facts),
    // The column of LAIT's dictionary is for contact details, too, and a person's are not for the hub.
    source_body: facts.body.replaceAll(/(?<!\S)\S+@\S+/g, '').trim(),
    url: /https?:\/\/[^\s;]+/.exec(facts.url)?.[0] ?? '',
    source: known ? metadata!.document : data.document,
    locator: name,
    note: joinNotes(
      facts.description,
      ofMeasure,
      ofPolarity,
      periodKind && form.name !== 'ons-tidy' && form.name !== 'fingertips-upload' ? `kind of year set where the source is registered: ${periodKind}` : '',
    ),
  };
}

function frequencyOf({ frequency, yearType }: Facts): string {
  const words = frequency.toLowerCase();
  if (/^annual|^yearly/.test(words)) return 'annual';
  if (words !== '') return words;
  return /year|annual/i.test(yearType) ? 'annual' : '';
}
