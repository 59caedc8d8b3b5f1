import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Passes on the bytes of connections as a network does, well or badly. */
export interface TcpRelay {
  readonly port: number;
  /** Connections that are open. */
  readonly open: () => number;
  /**
   * Nothing gets through any more, in either direction: connections stay, new ones are accepted. What somebody sends meanwhile arrives after
   * `release`, unless he has reset the connection: then it never left his machine.
   */
  hold(): void;
  release(): void;
  /** What is open now stays open and is silent for good, as when a load balancer forgets; new connections are as good as ever. */
  forget(): void;
  /** Resets a connection, by the port it reaches the target from; all of them when absent. */
  reset(port?: number): void;
  close(): Promise<void>;
}

interface Connection {
  readonly near: Socket;
  readonly far: Socket;
  /** What is to be done once the network works again, in its order. */
  readonly kept: (() => void)[];
  state: 'good' | 'held' | 'forgotten';
}

/** @param target port of the loopback interface */
export async function tcpRelay(target: number): Promise<TcpRelay> {
  const connections = new Set<Connection>();
  let held = false;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const connection: Connection = { near, far, kept: [], state: held ? 'held' : 'good' };
    connections.add(connection);
    join(connection, () => void connections.delete(connection));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const each = (act: (connection: Connection) => void) => [...connections].forEach(act);
  return {
    port: (server.address() as AddressInfo).port,
    open: () => connections.size,
    hold() {
      held = true;
      each((connection) => {
        if (connection.state === 'good') connection.state = 'held';
      });
    },
    release() {
      held = false;
      each(release);
    },
    forget: () => each(forget),
    reset: (port) => each((connection) => (port === undefined || connection.far.localPort === port) && reset(connection)),
    close: () => closed(server, () => each(reset)),
  };
}

/** Ties the two halves of a connection together: bytes, ends and resets go from one to the other. */
function join(connection: Connection, onClosed: () => void): void {
  const { near, far, kept } = connection;
  const pass = (act: () => void) => {
    if (connection.state === 'good') act();
    else if (connection.state === 'held') kept.push(act);
  };
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.on('data', (bytes) => pass(() => void to.write(bytes)));
    from.on('end', () => pass(() => void to.end()));
    from.once('close', () => (near.closed && far.closed ? onClosed() : undefined));
  }
  // Who resets takes back what did not arrive.
  near.on('error', () => {
    kept.length = 0;
    resetSocket(far);
  });
  far.on('error', () => pass(() => resetSocket(near)));
}

function release(connection: Connection): void {
  if (connection.state !== 'held') return;
  connection.state = 'good';
  for (const act of connection.kept.splice(0)) act();
}

function forget(connection: Connection): void {
  connection.state = 'forgotten';
  connection.kept.length = 0;
  connection.far.destroy();
  // An end is answered, or it would never close.
  connection.near.on('end', () => connection.near.destroy());
}

function reset({ near, far }: Connection): void {
  resetSocket(near);
  resetSocket(far);
}

/** Node never lets go of a socket that is reset while it ends: its process does not exit then. */
function resetSocket(socket: Socket): void {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}

async function closed(server: Server, resetAll: () => void): Promise<void> {
  const done = once(server, 'close');
  server.close();
  resetAll();
  await done;
}
