/** An address as messages show it: what its query says is left out, since a key may be in it, but for short numbers, which tell the page. */
export function shownAddress({ protocol, host, pathname, searchParams }: URL): string {
  const query = [...searchParams].map(([name, value]) => `${name}=${/^\d{1,6}$/.test(value) ? value : '…'}`).join('&');
  return `${protocol}//${host}${pathname}${query && `?${query}`}`;
}
