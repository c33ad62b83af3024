import ipaddr from 'ipaddr.js';

/** Special ranges of which an operator may have heard; all others are "reserved". */
const known: Record<string, string> = {
  loopback: 'the machine of the hub itself',
  unspecified: 'the machine of the hub itself',
  private: 'a private network',
  uniqueLocal: 'a private network',
  carrierGradeNat: 'the inner network of a provider',
  linkLocal: 'the network next to the hub',
  multicast: 'many machines at once',
};

/** All that IPv6 has given out to networks of the public internet. What lies outside is not in the library's list of special ranges. */
const publicV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** What an IP address leads to when that is not a machine on the public internet, as the end of "leads to"; null when it is. */
export function whereNotPublic(address: string): string | null {
  if (!ipaddr.isValid(address)) return 'nowhere';
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  // An IPv6 address that carries an IPv4 one (mapped, compatible, NAT64, 6to4, Teredo) is refused whatever it carries: whoever has an IPv4 address can give it.
  const isPublic = range === 'unicast' && (parsed instanceof ipaddr.IPv4 || parsed.match(publicV6));
  return isPublic ? null : (known[range] ?? 'a reserved range of addresses');
}
