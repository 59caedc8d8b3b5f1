import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Forwards the bytes of connections like a network, with or without faults. */
export interface TcpRelay {
  readonly port: number;
  /** Connections that are open. */
  readonly open: () => number;
  /**
   * Stops all bytes in both directions: connections stay open, new ones are accepted. Bytes that are sent meanwhile arrive after `release`,
   * unless the sender has reset the connection: then they never left its machine.
   */
  hold(): void;
  release(): void;
  /** Open connections stay open and silent, as when a load balancer forgets them; new connections work. */
  forget(): void;
  /** Resets a connection, by the port from which it connects to the target; all of them when absent. */
  reset(port?: number): void;
  close(): Promise<void>;
}

interface Connection {
  readonly near: Socket;
  readonly far: Socket;
  /** Actions for the time when the network works again, in order. */
  readonly kept: (() => void)[];
  state: 'good' | 'held' | 'forgotten';
}

/** @param target port of the loopback interface */
export async function startTcpRelay(target: number): Promise<TcpRelay> {
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
    close: () => closeServer(server, () => each(reset)),
  };
}

/** Connects the two halves of a connection: bytes, ends and resets pass from one to the other. */
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
  // A reset withdraws bytes that did not arrive.
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
  // An end is answered, or the connection would never close.
  connection.near.on('end', () => connection.near.destroy());
}

function reset({ near, far }: Connection): void {
  resetSocket(near);
  resetSocket(far);
}

/** Node never releases a socket that is reset while it ends: the process would not exit. */
function resetSocket(socket: Socket): void {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}

async function closeServer(server: Server, resetAll: () => void): Promise<void> {
  const done = once(server, 'close');
  server.close();
  resetAll();
  await done;
}
