import { readFileSync } from 'node:fs';
import { isNameOfPost } from './newKey.ts';
import { HubError } from '../errors.ts';

/** What a mailbox may be named after beside the words of the list: whose it is, and the themes of the hub. */
export interface MailboxOf {
  authorityName: string;
  themeCodes: readonly string[];
}

interface Word {
  why: string;
  words: readonly string[];
}

let read: { functions: ReadonlySet<string>; beside: ReadonlySet<string> } | undefined;

const [longestAddress, longestLocalPart] = [254, 64];
/** Lengths and letters of RFC 5321 and 1123 without quotes, comments and subaddresses. Letters beyond ASCII few council systems take; a domain may have them as "xn--". */
const localPattern = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/;
const domainPattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$/;

/**
 * A mailbox as it is kept, in small letters; BAD_ARGUMENT for what is no address, or may be a person's. It is a role's when every word before
 * the @ is known to be of a function, a theme, a place or whose it is, and one at least names a function or a theme. A list of first names
 * would let through whoever is not on it; this list refuses whatever it does not know.
 */
export function checkMailbox(text: string, of: MailboxOf): string {
  const mailbox = text.trim().toLowerCase();
  const fault = faultOf(mailbox, of);
  if (fault !== null) throw new HubError('BAD_ARGUMENT', `mailbox is "${mailbox.toWellFormed().slice(0, 80)}", ${fault}`);
  return mailbox;
}

/** Whether a mailbox is a role's, by the same rule. */
export function isOfRole(text: string, of: MailboxOf): boolean {
  return faultOf(text.trim().toLowerCase(), of) === null;
}

/** Why an address in small letters is none, or may be a person's, to follow on what it is; null for a role's. */
function faultOf(mailbox: string, of: MailboxOf): string | null {
  const [local = '', domain = '', ...more] = mailbox.split('@');
  const isAddress = mailbox.length <= longestAddress && local.length <= longestLocalPart && more.length === 0 && localPattern.test(local) && domainPattern.test(domain);
  if (!isAddress) return `of ${mailbox.length} characters. Expected an address of at most ${longestAddress} characters, ${longestLocalPart} before the @, of letters a to z, digits, dots, hyphens and underscores, for example cyp.commissioning@leicester.gov.uk.`;
  const { functions, beside } = knownWords();
  const named = new Set([...functions, ...of.themeCodes.flatMap((code) => wordsOf(code).join(''))]);
  const known = new Set([...named, ...beside, ...wordsOf(of.authorityName), ...wordsOf(domain)]);
  const unknown = wordsOf(local).find((word) => piecesOf(word, known) === null);
  if (unknown !== undefined) return `and "${unknown}" in it is no word of a function, a theme or the authority's name: it may be a person's. ${example}`;
  const namesFunction = wordsOf(local).some((word) => piecesOf(word, known)!.some((piece) => named.has(piece)));
  return namesFunction ? null : `which names no function, such as a team or a service: it may be a person's. ${example}`;
}

const example = 'Give a mailbox that a role reads, whoever has it, for example cyp.commissioning@leicester.gov.uk; a word that is missing is added to src/access/functionWords.json by whoever runs the hub.';

/** Whose mailbox it is, in words, as it is kept; BAD_ARGUMENT for what names no role. */
export function checkRole(text: string, { themeCodes }: Pick<MailboxOf, 'themeCodes'>): string {
  const role = text.replace(/\s+/g, ' ').trim();
  const { functions } = knownWords();
  const isOfFunction = wordsOf(role.toLowerCase()).some((word) => functions.has(word) || themeCodes.some((code) => code.toLowerCase() === word));
  if (isNameOfPost(role) && isOfFunction) return role;
  throw new HubError('BAD_ARGUMENT', `role is "${role.toWellFormed().slice(0, 80)}". Expected the team or service that reads the mailbox, in at most 80 letters, digits, spaces and . , ' ( ) & / -, for example "Commissioning team, SEND". Everybody sees it: name a role and no person.`);
}

function knownWords(): NonNullable<typeof read> {
  if (read) return read;
  const { functions, beside } = JSON.parse(readFileSync(new URL('../../src/access/functionWords.json', import.meta.url), 'utf8')) as Record<'functions' | 'beside', Word[]>;
  const all = (groups: readonly Word[]): ReadonlySet<string> => new Set(groups.flatMap(({ words }) => words));
  return (read = { functions: all(functions), beside: all(beside) });
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/[^a-z]+/).filter(Boolean);
}

/** The known words that a word is made of, written one after the other with nothing left over; null where it is made of none. */
function piecesOf(word: string, known: ReadonlySet<string>): string[] | null {
  if (known.has(word)) return [word];
  // Of two letters are "of" and "to", which would make a word of function out of many a name.
  for (let length = word.length - 3; length >= 3; length -= 1) {
    const rest = known.has(word.slice(0, length)) ? piecesOf(word.slice(length), known) : null;
    if (rest && rest.every((piece) => piece.length >= 3)) return [word.slice(0, length), ...rest];
  }
  return null;
}
