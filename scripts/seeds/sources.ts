/** The documents this product was asked for are named by their titles: a reader of a package does not have our copies of them. */
const documents: Record<string, string> = {
  'source-documents/derby-cypp-2006.txt': "Derby Children and Young People's Plan 2006-2008, cabinet report, 21 February 2006",
  'source-documents/leeds-cypp-2011.txt': "Leeds Children and Young People's Plan update report, 19 May 2011",
  'source-documents/leicester-jar-action-plan-2008.txt': 'Leicester Joint Area Review Action Plan, June 2008',
  'source-documents/leicestershire-trust-2008.txt': "Leicestershire Children's Trust Arrangements - working smarter, 30 May 2008",
  'source-documents/regional-learning-set-2006.txt': 'Regional Action Learning Set note, 10 January 2006',
};

export function sourceTitle(source: string): string {
  return withoutAuthor(source).replaceAll(/source-documents\/[a-z0-9-]+\.txt/g, (path) => documents[path] ?? path);
}

/** A source that names a place in one of the documents too, parted into title and place. */
export function splitSource(source: string): { source: string; locator: string } {
  const [, document, locator] = /^(source-documents\/\S+\.txt) (.+)$/.exec(source) ?? [];
  return document === undefined ? { source: sourceTitle(source), locator: '' } : { source: sourceTitle(document), locator: locator! };
}

// A page of one author's articles carries that person's name in its address.
function withoutAuthor(address: string): string {
  return address.replace(/\/author\/[^/\s]+/, '/author/');
}

export function webAddress(source: string): string {
  return /^https?:\/\/\S+$/.test(source) ? withoutAuthor(source) : '';
}
