import { visit, type ParseErrorCode } from 'jsonc-parser';
import { HubError } from '../../../errors.ts';
import { faultOfJson } from '../jsonFaults.ts';
import { cut } from '../quoteValue.ts';
import { refuseIncompletePage } from './refuseIncompletePage.ts';

/** Where a value stands in a text. */
export interface Span {
  /** Counted from 1. */
  line: number;
  start: number;
  end: number;
}

/** What a page of an Open Referral API calls its list of services, from version to version. */
const listNames: ReadonlySet<string> = new Set(['contents', 'content', 'items']);
/** A full record nests about ten levels; at some thousands a parser runs out of stack. */
const deepest = 64;
/** Far more than England's largest directory. */
const mostServices = 200_000;

/** Where each service of an Open Referral text stands, be it a page, a bare list or a single service. BAD_PACKAGE when it is not JSON, breaks off or is one page of several. */
export function findServices(text: string, path: string): Span[] {
  const outline = new Outline(path);
  visit(text, outline.visitor(), { disallowComments: true, allowTrailingComma: false });
  return outline.services();
}

/** The outermost levels of a JSON text, noted while a parser passes over it: nothing deeper is kept. */
class Outline {
  readonly #path: string;
  /** Values in the list of services. */
  readonly #listed: Span[] = [];
  /** Plain values of the outermost object. */
  readonly #page = new Map<string, unknown>();
  #root: Span | null = null;
  #hasList = false;
  /** The first member of the outermost object that holds a list, and is not called as one of services. */
  #otherList = '';
  #isInList = false;
  /** How many lists and objects are open. */
  #depth = 0;
  /** Member of the outermost object that was named last. */
  #member = '';
  /** How many are open around each service. */
  #listDepth = -1;

  constructor(path: string) {
    this.#path = path;
  }

  visitor() {
    return {
      onObjectBegin: (offset: number, _length: number, line: number) => this.#open(offset, line + 1, false),
      onArrayBegin: (offset: number, _length: number, line: number) => this.#open(offset, line + 1, true),
      onObjectEnd: (offset: number, length: number) => this.#close(offset + length),
      onArrayEnd: (offset: number, length: number) => this.#close(offset + length),
      onObjectProperty: (name: string) => {
        if (this.#depth === 1) this.#member = name;
      },
      onLiteralValue: (value: unknown, offset: number, length: number, line: number) => {
        if (this.#depth === 1) this.#page.set(this.#member, value);
        this.#begin(offset, line + 1);
        this.#end(offset + length);
      },
      onError: (code: ParseErrorCode, _offset: number, _length: number, line: number, character: number) => {
        throw this.#refusal(faultOfJson(code, line, character));
      },
    };
  }

  /** What counts as a service, once the text has been passed over. */
  services(): Span[] {
    if (this.#hasList) {
      refuseIncompletePage(this.#page, this.#listed.length, this.#path);
      return this.#listed;
    }
    // A service has plain values: its id at least.
    if (this.#otherList !== '' && this.#page.size === 0) throw this.#refusal(`holds a list under "${cut(this.#otherList)}", and no services where they are looked for. Expected a list of services, by itself or under ${[...listNames].join(', ')}, or a single service with its id`);
    const emptyPage = [...listNames].some((name) => this.#page.get(name) === null);
    return emptyPage || this.#root === null ? [] : [this.#root];
  }

  #open(offset: number, line: number, isList: boolean): void {
    this.#begin(offset, line);
    const isServiceList = isList && (this.#depth === 0 || (this.#depth === 1 && !this.#isInList && listNames.has(this.#member)));
    if (isServiceList && this.#hasList) throw this.#refusal(`holds two lists of services, the second in line ${line}. Expected one`);
    if (isList && this.#depth === 1 && !this.#isInList) this.#otherList ||= this.#member;
    this.#depth += 1;
    if (this.#depth > deepest) throw this.#refusal(`nests more than ${deepest} levels in line ${line}, which no Open Referral record does`);
    if (!isServiceList) return;
    this.#hasList = true;
    this.#isInList = true;
    this.#listDepth = this.#depth;
  }

  #close(end: number): void {
    this.#depth -= 1;
    if (this.#depth < this.#listDepth) this.#isInList = false;
    this.#end(end);
  }

  #begin(start: number, line: number): void {
    const value = { line, start, end: start };
    if (this.#depth === 0) this.#root = value;
    if (!this.#isInList || this.#depth !== this.#listDepth) return;
    if (this.#listed.length === mostServices) throw this.#refusal(`holds more than ${mostServices} services. Publish it as several packages`);
    this.#listed.push(value);
  }

  #end(end: number): void {
    if (this.#depth === 0 && this.#root) this.#root.end = end;
    if (this.#isInList && this.#depth === this.#listDepth) this.#listed.at(-1)!.end = end;
  }

  #refusal(what: string): HubError {
    return new HubError('BAD_PACKAGE', `${this.#path} ${what}. Nothing was changed.`);
  }
}
