import { isIPv6 } from 'node:net';
import { shownAddress } from './shownAddress.ts';
import { SourceFailure } from './SourceFailure.ts';

/** Where a request would go. */
type Target = Pick<URL, 'protocol' | 'hostname' | 'port'>;

/** Who may be asked. A name alone allows all its ports, NAME:PORT that port alone. */
export interface AllowedHosts {
  /** The address to ask, or a `SourceFailure` when it may not be asked. `cameBy` says how the hub came to it, when not from the source's connector. */
  check: (address: string, cameBy?: { redirectOf: URL }) => URL;
  /** Whether the hub's operator lets it be private: then it may lead to any address, and be given a secret over plain http. */
  mayBePrivate: (target: Target) => boolean;
}

/** A host, with or without a port, in the one way that its spellings are compared: lower case, punycode, no dot at the end, an IP address as usual (IPv6 in brackets). Null when it is none. */
export function canonicalHost(text: string): string | null {
  const parts = /^(?<host>\[[\da-f:.]+\]|[^:/?#@\\[\]\s]+)(?<port>:\d{1,5})?$/i.exec(isIPv6(text) ? `[${text}]` : text);
  const url = parts && URL.parse(`http://${parts.groups!.host}/`);
  return url ? withoutDot(url.hostname) + (parts.groups!.port ?? '') : null;
}

export function allowHosts({ hosts, privateHosts }: { hosts: readonly string[]; privateHosts: readonly string[] }): AllowedHosts {
  const allowed = new Set(hosts.map(orFail));
  const mayBePrivate = new Set(privateHosts.map(orFail));
  const isIn = (list: Set<string>, { protocol, hostname, port }: Target) => {
    const name = canonicalHost(hostname)!;
    return list.has(name) || list.has(`${name}:${port || (protocol === 'https:' ? '443' : '80')}`);
  };
  return {
    check(address, cameBy) {
      const url = URL.parse(address, cameBy?.redirectOf);
      const where = cameBy ? `${shownAddress(cameBy.redirectOf)} sends the hub on to` : 'The hub was to ask';
      if (!url) throw new SourceFailure('not-allowed', `${where} something that is no address. Expected: an address that begins with https://.`);
      if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new SourceFailure('not-allowed', `${where} an address that begins with ${url.protocol}, and asks only those that begin with https: or http:.`);
      if (url.username || url.password) throw new SourceFailure('not-allowed', `${where} ${shownAddress(url)} with a name or a password before the host. Leave them out; a source that needs a key is given it as a secret header.`);
      url.hostname = withoutDot(url.hostname);
      if (!isIn(allowed, url)) throw new SourceFailure('not-allowed', `${where} ${shownAddress(url)}, and the source’s settings do not allow the host ${url.host}. Allowed: ${[...allowed].join(', ') || 'none'}. If the publisher’s data are there, allow it in the settings.`);
      return url;
    },
    mayBePrivate: (target) => isIn(mayBePrivate, target),
  };
}

function orFail(host: string): string {
  const canonical = canonicalHost(host);
  if (canonical === null) throw new SourceFailure('not-allowed', `The settings allow the host ${JSON.stringify(host)}, which is no name of a host. Expected: a name such as data.example.gov.uk, or data.example.gov.uk:8443 for one port alone.`);
  return canonical;
}

function withoutDot(hostname: string): string {
  return hostname.replace(/\.$/, '');
}
