import { readFileSync } from 'node:fs';
import { TargetKind } from '../../catalogue/target.ts';
import { HubError } from '../../errors.ts';
import { isObject } from '../../isObject.ts';
import type { AttainmentState } from '../attainment.ts';

export type ExceptionDirection = 'difficulty' | 'exceptionally-good' | 'no-owner';
export type ItemPurpose = 'decision' | 'information';

/** When something is an exception, what it comes before a group for, and how far up it goes. */
export interface ExceptionRule {
  code: string;
  title: string;
  /** States of the target that make it one; or that no group leads on it. */
  attainment: readonly AttainmentState[];
  hasNoLead: boolean;
  /** Kinds of target that it looks at. */
  kinds: readonly string[];
  direction: ExceptionDirection;
  purpose: ItemPurpose;
  /** To the group that leads alone, or to those above it as well. */
  reaches: 'lead' | 'board';
  source: string;
}

interface Age {
  months: number;
  source: string;
}

export interface ExceptionRules {
  /** For how long after its period a target is still reported. */
  monthsAfterPeriod: Age;
  /** How old an annual plan, or terms of reference, may be. */
  annualPlan: Age;
  termsOfReference: Age;
  rules: readonly ExceptionRule[];
}

const states: readonly AttainmentState[] = ['met', 'exceeded-by-far', 'missed', 'on-course', 'at-risk', 'unlikely', 'not-measurable'];
const ages = ['monthsAfterPeriod', 'annualPlan', 'termsOfReference'] as const;
const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '' && value.length <= 1_000;
const isListOf = (values: readonly string[]) => (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every((one) => values.includes(one as string));

interface Property {
  allowed: string;
  isAllowed: (value: unknown) => boolean;
  isOptional?: true;
}
const oneOf = (...values: string[]): Property => ({ allowed: `one of ${values.join(', ')}`, isAllowed: (value) => values.includes(value as string) });
const someOf = (values: readonly string[]): Property => ({ allowed: `a list of any of ${values.join(', ')}`, isAllowed: isListOf(values) });
const text: Property = { allowed: 'a text of at most 1,000 characters', isAllowed: isText };

const propertiesOfRule: Record<keyof ExceptionRule, Property> = {
  code: { allowed: 'small letters, digits and hyphens, such as "missed", and no code twice', isAllowed: (value) => typeof value === 'string' && /^[a-z][a-z0-9-]{0,49}$/.test(value) },
  title: text,
  attainment: { ...someOf(states), isOptional: true },
  hasNoLead: { allowed: 'true, or left out', isAllowed: (value) => value === true, isOptional: true },
  kinds: someOf(Object.values(TargetKind)),
  direction: oneOf('difficulty', 'exceptionally-good', 'no-owner'),
  purpose: oneOf('decision', 'information'),
  reaches: oneOf('lead', 'board'),
  source: text,
};
const propertiesOfAge: Record<keyof Age, Property> = {
  months: { allowed: 'a whole number from 1 to 600', isAllowed: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 600 },
  source: text,
};

/** The rules that come with the hub, or those of an operator's file. Compiled code lies as deep as its source, so one path serves both. */
export function loadExceptionRules(file: string | null = null): ExceptionRules {
  if (file !== null) return readRules(readText(file), `EXCEPTION_RULES (${file})`);
  return (ours ??= readRules(readFileSync(new URL('../../../src/performance/exceptions/rules.json', import.meta.url), 'utf8'), 'rules.json'));
}

let ours: ExceptionRules | undefined;

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new HubError('BAD_CONFIGURATION', `EXCEPTION_RULES is "${file}", which cannot be read: ${(error as Error).message}. Expected the path of a JSON file such as src/performance/exceptions/rules.json.`);
  }
}

function readRules(json: string, where: string): ExceptionRules {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    // The parser's own words quote the file, which may be another than was meant.
    throw new HubError('BAD_CONFIGURATION', `${where} is not JSON. docs/methods.md says what it holds.`);
  }
  const problems = problemsOf(raw);
  if (problems.length > 0) throw new HubError('BAD_CONFIGURATION', `${where} does not hold rules of exceptions. ${problems.slice(0, 10).join(' ')}`);
  const { rules, ...others } = raw as ExceptionRules;
  return { ...others, rules: rules.map((rule) => ({ ...rule, attainment: rule.attainment ?? [], hasNoLead: rule.hasNoLead ?? false })) };
}

function problemsOf(raw: unknown): string[] {
  if (!isObject(raw)) return ['Expected an object with monthsAfterPeriod, annualPlan, termsOfReference and rules.'];
  const unknown = Object.keys(raw).filter((name) => name !== 'rules' && !ages.includes(name as (typeof ages)[number]));
  const ofAges = ages.flatMap((name) => faults(raw[name], propertiesOfAge, name));
  const rules = raw['rules'];
  if (!Array.isArray(rules) || rules.length === 0) return [...ofAges, 'rules is not there, or empty. Expected a list of at least one rule.'];
  const ofRules = rules.flatMap((rule: unknown, index) => [...faults(rule, propertiesOfRule, `rules[${index}]`), ...faultsOfTrigger(rule, `rules[${index}]`)]);
  const codes = rules.map((rule) => (rule as ExceptionRule | null)?.code);
  const twice = codes.filter((code, index) => code !== undefined && codes.indexOf(code) !== index).map((code) => `The code "${code}" is there twice.`);
  return [...unknown.map((name) => `"${name}" is no property of it.`), ...ofAges, ...ofRules, ...twice];
}

function faultsOfTrigger(rule: unknown, path: string): string[] {
  if (!isObject(rule) || (rule['attainment'] === undefined) !== (rule['hasNoLead'] === undefined)) return [];
  return [`${path} has ${rule['attainment'] === undefined ? 'neither' : 'both'} attainment ${rule['attainment'] === undefined ? 'nor' : 'and'} hasNoLead. Expected one of them: what makes it an exception.`];
}

function faults(value: unknown, properties: Record<string, Property>, path: string): string[] {
  if (!isObject(value)) return [`${path} is ${JSON.stringify(value) ?? 'not there'}. Expected an object with ${Object.keys(properties).join(', ')}.`];
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(properties, name)).map((name) => `${path}.${name} is no property of it.`);
  const wrong = Object.entries(properties).filter(([name, { isAllowed, isOptional }]) => !(isOptional && value[name] === undefined) && !isAllowed(value[name]));
  return [...unknown, ...wrong.map(([name, { allowed }]) => `${path}.${name} is ${JSON.stringify(value[name])?.slice(0, 80) ?? 'not there'}. Expected ${allowed}.`)];
}
