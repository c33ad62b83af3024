interface PageInfo {
  hasNextPage: boolean;
  endCursor: string | null;
}

/** Every page of a list, one after another, so that a page for people shows a list whole that the API gives in parts. */
export async function readPages<Part>(read: (after: string | undefined) => Promise<Part>, pageOf: (part: Part) => { pageInfo: PageInfo }, after?: string): Promise<Part[]> {
  const part = await read(after);
  const { hasNextPage, endCursor } = pageOf(part).pageInfo;
  return hasNextPage && endCursor !== null ? [part, ...(await readPages(read, pageOf, endCursor))] : [part];
}
