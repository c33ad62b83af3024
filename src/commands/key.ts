import { makePublisherKey, writePublisherKeys } from '../access/publisherKeys.ts';
import { makeReviewerKey, writeReviewerKeys } from '../access/reviewerKeys.ts';
import type { Config } from '../config.ts';
import { HubError } from '../errors.ts';

type Print = (line: string) => void;
type Keys = Pick<Config, 'publisherKeys' | 'reviewerKeys'>;

/** Makes a key for a publisher or a reviewer, and prints it this once with the setting that lets the hub know it. */
export async function printNewKey(config: Keys, { body, reviewer }: { body?: string | undefined; reviewer?: string | undefined }, print: Print): Promise<number> {
  if ((body === undefined) === (reviewer === undefined)) throw new HubError('BAD_ARGUMENT', 'Expected the GSS code of a publisher, for example "key E06000016", or the name of a reviewer, for example "key --reviewer \'Government office analyst\'".');
  if (body !== undefined) return printPublisherKey(config, body, print);
  return printReviewerKey(config, reviewer!, print);
}

function printPublisherKey(config: Keys, bodyCode: string, print: Print): number {
  const { key, kept } = makePublisherKey(bodyCode);
  return printKey(`The key of ${bodyCode}, for its officers alone.`, key, `PUBLISHER_KEYS='${writePublisherKeys([...config.publisherKeys, kept])}'`, print);
}

function printReviewerKey(config: Keys, name: string, print: Print): number {
  const { key, kept } = makeReviewerKey(name);
  return printKey(`The key of the reviewer "${name}", whose decisions count for everybody.`, key, `REVIEWER_KEYS="${writeReviewerKeys([...config.reviewerKeys, kept])}"`, print);
}

function printKey(whose: string, key: string, setting: string, print: Print): number {
  print(`${whose} It is shown this once and kept nowhere:`);
  print('');
  print(`  ${key}`);
  print('');
  print('They send it as the header "Authorization: Bearer KEY". For the hub to know it, set this where the hub is started, and start it again:');
  print('');
  print(`  ${setting}`);
  return 0;
}
