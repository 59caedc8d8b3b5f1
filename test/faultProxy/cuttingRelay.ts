import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Forwards connections to a port, and resets them at a byte. */
export interface CuttingRelay {
  readonly port: number;
  /** Connections that were cut. */
  readonly cuts: () => number;
  /** Resets the connection that sends the byte with this number from now on, of all that clients send; later bytes are forwarded again. */
  cutAfter(bytes: number): void;
  /** Forwards what a client sends once it has this text, and resets the connection when the server responds: the client does not know what happened. */
  cutResponseTo(text: string): void;
  close(): Promise<void>;
}

export async function startCuttingRelay(target: number): Promise<CuttingRelay> {
  let left = Number.POSITIVE_INFINITY;
  let awaited: string | undefined;
  let cuts = 0;
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', noDelay: true });
    let isCut = false;
    const cut = () => {
      isCut = true;
      cuts += 1;
      near.resetAndDestroy();
      far.resetAndDestroy();
    };
    near.on('data', (bytes: Buffer) => {
      if (awaited !== undefined && bytes.includes(awaited)) {
        awaited = undefined;
        far.removeAllListeners('data');
        far.once('data', cut);
      }
      const sent = bytes.subarray(0, Math.min(bytes.length, left));
      left -= bytes.length;
      if (left > 0) return void far.write(sent);
      left = Number.POSITIVE_INFINITY;
      far.write(sent, () => cut());
    });
    far.on('data', (bytes) => void near.write(bytes));
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          open.delete(socket);
          if (!isCut) other.destroy();
        });
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cuts: () => cuts,
    cutAfter: (bytes) => {
      left = bytes;
    },
    cutResponseTo: (text) => {
      awaited = text;
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
