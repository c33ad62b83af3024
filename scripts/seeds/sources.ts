/** The documents this product was asked for are named by their titles: a reader of a package does not have our copies of them. */
const documents: Record<string, string> = {
  'source-documents/derby-cypp-2006.txt': "Derby Children and Young People's Plan 2006-2008, cabinet report, 21 February 2006",
  'source-documents/leeds-cypp-2011.txt': "Leeds Children and Young People's Plan update report, 19 May 2011",
  'source-documents/leicester-jar-action-plan-2008.txt': 'Leicester Joint Area Review Action Plan, June 2008',
  'source-documents/leicestershire-trust-2008.txt': "Leicestershire Children's Trust Arrangements - working smarter, 30 May 2008",
  'source-documents/regional-learning-set-2006.txt': 'Regional Action Learning Set note, 10 January 2006',
};

export function sourceTitle(source: string): string {
  return source.replaceAll(/source-documents\/[a-z0-9-]+\.txt/g, (path) => documents[path] ?? path);
}

export function webAddress(source: string): string {
  return /^https?:\/\/\S+$/.test(source) ? source : '';
}
