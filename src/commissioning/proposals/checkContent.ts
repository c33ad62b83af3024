import { parsePeriod, periodForms } from '../../catalogue/period.ts';
import { checkAssumptions, checkShares } from './checkMoney.ts';
import { checkCode, checkFigure, checkLine, checkList, checkOnce, checkOneOf, checkOptionalLine, checkRange, checkText, checkTold, checkWhole, refuse } from './checkValues.ts';
import { allOf } from './inWords.ts';
import { degrees, fundingModels, holdsWhiles, proposalStages, sections, type Consulted, type Exempt, type Figure, type Objective, type Option, type ProposalContent, type Reliance, type Risk, type Section, type TakingPart } from './ProposalContent.ts';

const [mostBodies, oldest, lastParagraph] = [60, 120, 7];

/** By section, so that one that is added is not left unchecked. */
const checks: { readonly [S in Section]: (value: ProposalContent[S], content: ProposalContent) => void } = {
  title: (title) => checkLine('title', title),
  stage: (stage) => checkOneOf('stage', stage, proposalStages),
  summary: (text) => checkText('summary', text),
  overlapIds: (ids) => checkNames('overlapIds', ids),
  regionCode: (code) => code !== null && checkCode('regionCode', code),
  bodies: checkBodies,
  leadCode: checkLead,
  themeCodes: (codes) => checkNames('themeCodes', codes),
  ages: checkAges,
  groups: (groups) => checkNames('groups', groups),
  area: (text) => checkText('area', text),
  who: (text) => checkText('who', text),
  how: (text) => checkText('how', text),
  specification: (text) => checkText('specification', text),
  funding: (text) => checkText('funding', text),
  objectives: (objectives) => checkList('objectives', objectives, checkObjective),
  options: checkOptions,
  timescale: (text) => checkText('timescale', text),
  risks: (risks) => checkList('risks', risks, checkRisk),
  equalityImpact: (text) => checkText('equalityImpact', text),
  consultation: (consultation) => checkList('consultation', consultation, checkConsulted),
  fundingModel: (model) => checkOneOf('fundingModel', model, fundingModels),
  shares: checkShares,
  assumptions: checkAssumptions,
  recommendations: (recommendations) => checkList('recommendations', recommendations, checkTold),
  reasons: (text) => checkText('reasons', text),
  conclusion: (text) => checkText('conclusion', text),
  reliesOn: (reliances) => checkList('reliesOn', reliances, checkReliance),
  legal: (text) => checkText('legal', text),
  personnel: (text) => checkText('personnel', text),
  corporateObjectives: (text) => checkText('corporateObjectives', text),
  wards: (text) => checkText('wards', text),
  exempt: checkExempt,
};

/** Refuses content that a proposal cannot have, with the section, what was found there and what to send. Whether it says enough is another question: `readinessOf`. */
export function checkContent(content: ProposalContent): void {
  for (const section of sections) checkSection(section, content);
}

function checkSection<S extends Section>(section: S, content: ProposalContent): void {
  checks[section](content[section], content);
}

/** What a proposal says when it begins: its title, and nothing else. */
export function emptyContent(title: string): ProposalContent {
  return {
    title, stage: 'feasibility', summary: '', overlapIds: [], regionCode: null, bodies: [], leadCode: null, themeCodes: [], ages: null, groups: [], area: '',
    who: '', how: '', specification: '', funding: '', objectives: [], options: [], timescale: '', risks: [], equalityImpact: '', consultation: [],
    fundingModel: 'keeps-own', shares: [],
    assumptions: { unit: '', unitCost: null, volumes: [], oneOffCost: null, economies: null, spendNow: [], years: 1, priceYear: null, note: '' },
    recommendations: [], reasons: '', conclusion: '', reliesOn: [], legal: '', personnel: '', corporateObjectives: '', wards: '', exempt: null,
  };
}

function checkNames(where: string, names: readonly string[]): void {
  checkList(where, names, checkLine);
  checkOnce(where, names);
}

function checkBodies(bodies: readonly TakingPart[]): void {
  if (bodies.length > mostBodies) refuse('bodies', `has ${bodies.length} entries`, `At most ${mostBodies} bodies may take part.`);
  checkList('bodies', bodies, (where, { code, name, decidingGroupId }) => {
    checkCode(`${where}, code`, code);
    checkOptionalLine(`${where}, name`, name);
    checkOptionalLine(`${where}, decidingGroupId`, decidingGroupId);
  });
  checkOnce('bodies', bodies.map(({ code }) => code));
}

function checkLead(leadCode: string | null, { bodies }: ProposalContent): void {
  if (leadCode === null || bodies.some(({ code }) => code === leadCode)) return;
  refuse('leadCode', `is "${leadCode.slice(0, 80)}", which does not take part`, bodies.length === 0 ? 'No body takes part yet: name it in bodies first.' : `Those that do: ${allOf(bodies.map(({ code }) => code))}.`);
}

function checkAges(ages: ProposalContent['ages']): void {
  if (ages === null) return;
  checkWhole('ages, from', ages.from, { least: 0, most: oldest });
  checkWhole('ages, to', ages.to, { least: 0, most: oldest });
  if (ages.from > ages.to) refuse('ages', `go from ${ages.from} down to ${ages.to}`, 'Send the youngest as from and the oldest as to.');
}

function checkObjective(where: string, { text, indicatorCode, areaCode, breakdown, baseline, target }: Objective): void {
  checkTold(`${where}, text`, text);
  checkOptionalLine(`${where}, indicatorCode`, indicatorCode);
  if (areaCode !== null) checkCode(`${where}, areaCode`, areaCode);
  checkOptionalLine(`${where}, breakdown`, breakdown);
  checkMeasured(`${where}, baseline`, baseline);
  checkMeasured(`${where}, target`, target);
}

function checkMeasured(where: string, measured: Figure | null): void {
  if (measured === null) return;
  checkFigure(`${where}, value`, measured.value);
  if (parsePeriod(measured.period) === null) refuse(`${where}, period`, `is "${measured.period.slice(0, 80)}"`, `Expected one of the forms ${periodForms}.`);
}

function checkOptions(options: readonly Option[]): void {
  checkList('options', options, (where, { title, cost, costs, benefits }) => {
    checkLine(`${where}, title`, title);
    checkRange(`${where}, cost`, cost);
    checkText(`${where}, costs`, costs);
    checkText(`${where}, benefits`, benefits);
  });
  checkAtMostOne(options.filter(({ isDoNothing }) => isDoNothing), 'do nothing');
  checkAtMostOne(options.filter(({ isPreferred }) => isPreferred), 'are preferred');
}

function checkAtMostOne(options: readonly Option[], claim: string): void {
  if (options.length > 1) refuse('options', `has ${options.length} that ${claim}: ${allOf(options.map(({ title }) => `“${title}”`))}`, 'Expected at most one.');
}

function checkRisk(where: string, { text, likelihood, impact, mitigation }: Risk): void {
  checkTold(`${where}, text`, text);
  checkOneOf(`${where}, likelihood`, likelihood, degrees);
  checkOneOf(`${where}, impact`, impact, degrees);
  checkText(`${where}, mitigation`, mitigation);
}

function checkConsulted(where: string, { whom, said, response }: Consulted): void {
  checkTold(`${where}, whom`, whom);
  checkText(`${where}, said`, said);
  checkText(`${where}, response`, response);
}

function checkReliance(where: string, { factKey, holdsWhile, value }: Reliance): void {
  if (factKey.trim() === '') refuse(`${where}, factKey`, 'is empty', 'Name a fact of the evidence by its key.');
  checkText(`${where}, factKey`, factKey);
  checkOneOf(`${where}, holdsWhile`, holdsWhile, holdsWhiles);
  if (holdsWhile === 'same' && value !== null) refuse(`${where}, value`, 'is stated, and it holds while the fact is the same', 'Send no value, or at-least or at-most with it.');
  if (holdsWhile !== 'same' && value === null) refuse(`${where}, value`, `is missing, and it holds while the figure is ${holdsWhile} that value`, 'Send the value.');
  if (value !== null) checkFigure(`${where}, value`, value);
}

function checkExempt(exempt: Exempt | null): void {
  if (exempt === null) return;
  checkWhole('exempt, paragraph', exempt.paragraph, { least: 1, most: lastParagraph });
  checkTold('exempt, text', exempt.text);
}
