/** Whether a list of tags, as If-None-Match has it, holds this one; whether a tag is weak makes no difference there. */
export function namesTag(list: string | undefined, etag: string): boolean {
  if (list === undefined) return false;
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
  return list.trim() === '*' || list.split(',').some((tag) => bare(tag) === bare(etag));
}
