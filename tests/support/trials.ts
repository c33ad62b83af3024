import type { Write } from '../../src/db/Database.ts';
import { actsOn, type Hub } from '../../src/hub.ts';

class Undone extends Error {}

/** The acts of a hub, each undone once it has gone through to its end: who may is seen, and the next finds all as it was. */
export function trialsOn(hub: Hub) {
  const trial = { wentThrough: false };
  const write: Write = (work) =>
    hub.write((writer) =>
      work({
        ...writer,
        inTransaction: (inner) =>
          writer.inTransaction(async (db) => {
            await inner(db);
            trial.wentThrough = true;
            throw new Undone();
          }),
      }),
    );
  return { trial, acts: actsOn({ write, columnsOf: hub.columnsOf }) };
}
