import { makePublisherKey, writePublisherKeys } from '../access/publisherKeys.ts';
import type { Config } from '../config.ts';

/** Makes a key for a publisher, and prints it this once with the setting that lets the hub know it. */
export async function printNewKey(config: Pick<Config, 'publisherKeys'>, bodyCode: string, print: (line: string) => void): Promise<number> {
  const { key, kept } = makePublisherKey(bodyCode);
  print(`The key of ${bodyCode}, for its officers alone. It is shown this once and kept nowhere:`);
  print('');
  print(`  ${key}`);
  print('');
  print('They send it as the header "Authorization: Bearer KEY". For the hub to know it, set this where the hub is started, and start it again:');
  print('');
  print(`  PUBLISHER_KEYS='${writePublisherKeys([...config.publisherKeys, kept])}'`);
  return 0;
}
