/** Where the value alone says which group it is. */
const sexes = /^(sex|gender)$/;
const ages = /^age(group|band|range)?$/;
/** Of what publishers name parts of everybody by. */
const characteristics = /^(ethnicity|ethnic(group)?|disability(status)?|religion|sexualorientation|genderidentity|maritalstatus|nationality|countryofbirth|tenure(type|group)?|householdtype|schooltype|pupilgroup|qualifications?|occupation|deprivation(decile|quintile)?|imd(decile|quintile)?|sen(status|provision)?|fsm(status)?|freeschoolmeals)$/;

/** A heading without its signs, gaps and capital letters. */
export function bare(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** What stands beside such a name and makes it no other: "Tenure (3 categories)", "Housing tenure", "Gender of respondent". */
const beside = /\(.*?\)|\[.*?\]|\b(housing|minority|of (the )?(respondent|person|people|resident|pupil)s?)\b/gi;
const named = (heading: string): string => bare(heading.replaceAll('_', ' ').replaceAll(beside, ''));

export const isSex = (heading: string): boolean => sexes.test(named(heading));
export const isAge = (heading: string): boolean => ages.test(named(heading));

/** Whether a column of this heading parts everybody into groups. */
export function partsEverybody(heading: string): boolean {
  return isSex(heading) || isAge(heading) || characteristics.test(named(heading));
}
