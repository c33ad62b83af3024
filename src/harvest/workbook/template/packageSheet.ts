import type { Publisher } from '../../package/readDescriptor.ts';
import { packageFacts } from '../packageFacts.ts';
import { ownSheets } from '../sheetNames.ts';
import type { KnownCodes } from './knownCodes.ts';
import { rangeOfCodes } from './listsSheet.ts';
import type { SheetSpec, Validation } from './SheetSpec.ts';

type Label = (typeof packageFacts)[number]['label'];

/** The sheet that says whose data they are, with what is known of the publisher filled in. */
export function packageSheet(publisher: Publisher | null, codes: KnownCodes): SheetSpec {
  const known: Partial<Record<Label, string>> = publisher ? { 'publisher kind': publisher.kind, 'publisher code': publisher.code, 'publisher name': publisher.name } : {};
  return {
    name: ownSheets.package,
    columns: [{ width: 22, style: 'words' }, { width: 42, style: 'words' }, { width: 80, style: 'words' }],
    rows: [
      [{ text: 'What', style: 'optional' }, { text: 'Your answer', style: 'optional' }, { text: 'What to write', style: 'optional' }],
      ...packageFacts.map(({ label, isRequired, help }) => [
        { text: isRequired ? `${label} *` : label, style: 'label' as const },
        { text: known[label] ?? '', style: 'answer' as const },
        { text: help, style: 'words' as const },
      ]),
    ],
    frozen: { rows: 1, columns: 0 },
    notes: [],
    validations: [kindRule, ...codeRule(codes)],
    tabColour: '1D70B8',
  };
}

const cellOf = (label: Label) => `B${packageFacts.findIndex((fact) => fact.label === label) + 2}`;

const kindRule: Validation = {
  range: cellOf('publisher kind'),
  allowed: { kind: 'list', formula: '"authority,region,national"' },
  onOther: 'stop',
  prompt: { title: 'Publisher kind', text: 'Choose what sort of publisher you are.' },
  complaint: 'Choose authority, region or national.',
};

function codeRule(codes: KnownCodes): Validation[] {
  const formula = rangeOfCodes(codes, 'authorities');
  if (formula === null) return [];
  return [{ range: cellOf('publisher code'), allowed: { kind: 'list', formula }, onOther: 'ask', prompt: { title: 'Publisher code', text: 'Choose your authority’s code. The sheet Lists says which is whose.' }, complaint: 'This is the code of no authority the hub knows. A regional or national body has another.' }];
}
