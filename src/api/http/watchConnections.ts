import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Keeps the open connections of a server in view; what it gives back ends those on which nothing was ever sent, as browsers open them ahead. Node.js takes them for busy. */
export function watchConnections(server: Server): () => void {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  };
}
