import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** Certificate of the door, made for 127.0.0.1 and issued by itself. It protects nothing but tests. */
export const doorCertificate = 'tests/support/tls/server.crt';

/** What a PostgreSQL client sends to ask whether the connection may be encrypted: its length, and this number. */
const lengthOfAsking = 8;

/** A door to a PostgreSQL server through which one comes encrypted or not at all, whatever the server itself was built with. */
export async function startTlsDoor(port: number): Promise<{ port: number; connections: () => number; close: () => void }> {
  const open = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.once('data', (asked) => {
      if (asked.length !== lengthOfAsking) return void socket.end(refusal());
      socket.pause();
      socket.write('S');
      const plain = new TLSSocket(socket, { isServer: true, key: readFileSync('tests/support/tls/server.key'), cert: readFileSync(doorCertificate) });
      connections += 1;
      const behind = connect(port, '127.0.0.1');
      plain.on('error', () => behind.destroy());
      behind.on('error', () => plain.destroy());
      plain.pipe(behind).pipe(plain);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

/** What PostgreSQL says where its rules let nobody in who comes unencrypted. */
function refusal(): Buffer {
  const fields = Buffer.from(['SFATAL', 'VFATAL', 'C28000', 'Mno pg_hba.conf entry for host "127.0.0.1", user "postgres", database "x", no encryption', ''].join('\0') + '\0');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(fields.length + 4);
  return Buffer.concat([Buffer.from('E'), length, fields]);
}
