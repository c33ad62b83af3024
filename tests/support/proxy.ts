import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** A way to a server that can be cut and mended, like the network between two machines. */
export interface Proxy {
  port: number;
  cut: () => Promise<void>;
  mend: () => Promise<void>;
  /** Passes nothing on any more on the connections there are, which stay open: as a proxy does that hangs. */
  silence: () => void;
}

/** Passes on whatever comes, until it is cut: then connections end and none are taken. */
export async function openProxy(target: { host: string; port: number }): Promise<Proxy> {
  const open = new Set<Socket>();
  const silence = (): void => {
    for (const socket of open) socket.unpipe().resume();
  };
  const server = createServer((inward) => {
    const outward = createConnection(target);
    for (const socket of [inward, outward]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        inward.destroy();
        outward.destroy();
      });
    }
    inward.pipe(outward).pipe(inward);
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const cut = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  onTestFinished(cut);
  return { port, cut, mend: () => listen(port), silence };
}
