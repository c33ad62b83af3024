/** Where the value alone says which group it is. */
const sexes = /^(sex|gender)$/;
const ages = /^age(group|band|range)?$/;
/** Of what publishers name parts of everybody by. */
const characteristics = /^(ethnicity|ethnic(group)?|disability(status)?|religion|sexualorientation|genderidentity|maritalstatus|nationality|countryofbirth|tenure|householdtype|qualifications?|occupation|deprivation(decile|quintile)?|imd(decile|quintile)?|sen(status|provision)?|fsm(status)?|freeschoolmeals)$/;

/** A heading without its signs, gaps and capital letters. */
export function bare(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

export const isSex = (heading: string): boolean => sexes.test(bare(heading));
export const isAge = (heading: string): boolean => ages.test(bare(heading));

/** Whether a column of this heading parts everybody into groups. */
export function partsEverybody(heading: string): boolean {
  return isSex(heading) || isAge(heading) || characteristics.test(bare(heading));
}
