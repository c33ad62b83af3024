import type { ClientBase } from 'pg';
import type { HubError } from '../errors.ts';
import { migrationTable } from './backup/backupFile.ts';
import { endConnection, endWhenSilent, type OtherEnd } from './endWhenSilent.ts';

/** Which process of which server answers on a connection. */
export interface Session {
  pid: number;
  began: string;
  server: string;
}

interface Sessions {
  /** To be awaited before a new connection is used. */
  onConnect: (client: ClientBase) => Promise<void>;
  /** Where the hub's tables are, or will be; known once there was a connection. */
  schema: () => string;
  /** Ends the connections that are still there. */
  endAll: () => void;
}

/**
 * Makes all connections of a hub alike, whatever database or user have set for whoever comes: names mean what is in the hub's schema; no wait
 * for a lock and no pause within a transaction is cut short, for writing has its turns; and each statement sees what was committed before it,
 * as the turns need. Of a machine that is gone the server hears within forty seconds, rather than hours, and lets go of what its hub held.
 */
export function settleSessions(maxReadSeconds: number, wrong: (found: string) => HubError, otherEnd: (session: Session) => OtherEnd): Sessions {
  let schema: string | undefined;
  const open = new Set<ClientBase>();
  return {
    async onConnect(client) {
      // Once: a schema that comes later must not part one connection from the others.
      schema ??= await findSchema(client, wrong);
      const { rows } = await client.query<Session>(
        `select pg_backend_pid() as pid, (select backend_start::text from pg_stat_activity where pid = pg_backend_pid()) as began, pg_postmaster_start_time()::text as server, set_config('search_path', quote_ident($1), false), set_config('statement_timeout', $2, false), set_config('lock_timeout', '0', false),
           set_config('idle_in_transaction_session_timeout', '0', false), set_config('default_transaction_isolation', 'read committed', false),
           set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '3', false)`,
        [schema, `${maxReadSeconds}s`],
      );
      endWhenSilent(client, maxReadSeconds, otherEnd(rows[0]!));
      open.add(client);
      client.once('end', () => open.delete(client));
    },
    schema: () => schema!,
    endAll: () => open.forEach(endConnection),
  };
}

interface Found {
  encoding: string;
  /** The first of the search path that is there: where a table would be made. */
  first: string | null;
  /** The first with a hub that this user may read. A table of migrations alone may be another program's. */
  inhabited: string | null;
}

/** A hub that is there stays where it is, though a schema of its user's name was added since, which the usual search path puts first. */
async function findSchema(client: ClientBase, wrong: (found: string) => HubError): Promise<string> {
  const { rows } = await client.query<Found>(
    `select current_setting('server_encoding') as encoding, current_schema()::text as first, (
       select schema::text from unnest(current_schemas(false)) with ordinality as path (schema, place)
       where to_regclass(format('%I.%I', schema, $1::text)) is not null and has_table_privilege(to_regclass(format('%I.data_version', schema)), 'select')
       order by place limit 1) as inhabited`,
    [migrationTable],
  );
  const { encoding, first, inhabited } = rows[0]!;
  if (encoding !== 'UTF8') throw wrong(`It keeps texts as ${encoding}, and the hub needs UTF8. Create a database with ENCODING 'UTF8' (createdb --encoding=UTF8 --template=template0), and name that.`);
  const schema = inhabited ?? first;
  if (schema === null) throw wrong('No schema of its search_path is there, or this user may not use it, so tables have no place. Create the schema, or set another search_path for the user.');
  if (schema.includes('.')) throw wrong(`The first schema of its search_path is "${schema}", and the hub takes none with a dot in its name. Set another search_path for the user.`);
  return schema;
}
