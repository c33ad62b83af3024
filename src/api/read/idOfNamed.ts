/** The id of what a record names by its publisher's own reference: ids begin with the publisher's code. */
export function idOfNamed(namingId: string, ref: string | null): string | null {
  return ref === null ? null : `${namingId.slice(0, namingId.indexOf('/'))}/${ref}`;
}
