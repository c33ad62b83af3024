/** What an indicator says of itself. */
interface Indicator {
  title: string;
  measure: string;
  unit: string;
  numerator: string | null;
}

/** Whole words, and not what belongs to children: a children's centre is no child. */
const children = /\b(?:child(?:ren)?|young people|young person|pupils?|students?|babies|infants?|toddlers?|teenagers?|girls?|boys?|care leavers?|young carers?|young offenders?|\d+ ?(?:-|to) ?\d+ year olds?|year olds?)\b(?!['’]s?)/i;
/** Words that tell that something of or about children is counted, and not they themselves. */
const others = /\b(?:schools?|cent(?:re|er)s?|places?|services?|settings?|plans?|meetings?|visits?|referrals?|assessments?|admissions?|episodes?|conceptions?|births?|offences|exclusions?|placements?|homes?|staff|workers?)\b/i;

/** Whether what an indicator counts is children: by its numerator where it has one, else, for a number, by its title. Where that is not plain, it is taken not to. */
export function countsChildren({ title, measure, numerator }: Indicator): boolean {
  const counted = numerator ?? (measure === 'count' ? title : null);
  return counted !== null && children.test(counted) && !others.test(counted.slice(0, counted.search(children)));
}
