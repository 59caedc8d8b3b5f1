import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { lingerOverBody } from './requestBody.ts';
import type { Connections } from './trackConnections.ts';

/** How often open connections are looked at once the server accepts no more, in milliseconds. */
const lookMilliseconds = 50;

/** How many looks in a row find a connection without a request and without new bytes before it is closed: half a second. */
const idleLooks = 10;

/** Turns of the event loop in which connections that wait to be accepted are taken. */
const mostTurns = 1000;

export interface DrainOptions {
  /** The server stops listening when it resolves. */
  readonly wait: Promise<void>;
  /** Time for requests in progress after that, in milliseconds. */
  readonly graceMilliseconds: number;
}

/**
 * Closes a server without losing a request. From now on every response ends its connection with `Connection: close`; after the wait the
 * server stops listening. A connection that is idle then is closed half a second later: a client that sends its next request meanwhile
 * receives the response. Resolves when no connection is left.
 */
export async function drain(server: Server, connections: Connections, { wait, graceMilliseconds }: DrainOptions): Promise<void> {
  for (const response of connections.values()) if (response !== undefined) closeAfter(response);
  const gate = gateOf(server);
  await wait;
  await takeWaiting(server, gate);
  const over = new AbortController();
  const after = (milliseconds: number, act: () => void) =>
    AbortSignal.timeout(milliseconds).addEventListener('abort', act, { signal: over.signal });
  after(graceMilliseconds, () => {
    for (const socket of connections.keys()) socket.destroy();
  });
  const looks = new Map<Socket, Look>();
  const look = async () => {
    // What has arrived is read before a connection counts as idle.
    await new Promise(setImmediate);
    closeIdle(connections, looks);
    if (!over.signal.aborted) after(lookMilliseconds, () => void look());
  };
  await new Promise<void>((resolve) => {
    // The method of HTTP servers closes idle connections at once.
    NetServer.prototype.close.call(server, () => resolve());
    gate.open();
    void look();
  });
  over.abort();
}

/** What every request passes. */
interface Gate {
  /** Requests wait from now on. */
  shut(): void;
  /** They are handled, those that waited first. */
  open(): void;
}

/** Puts a gate, open at first, before the handlers of a server. */
function gateOf(server: Server): Gate {
  type Handler = (request: IncomingMessage, response: ServerResponse) => void;
  const handlers = server.listeners('request') as Handler[];
  let waiting: (() => void)[] | undefined;
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    closeAfter(response);
    const handle = () => {
      for (const handler of handlers) handler.call(server, request, response);
    };
    if (waiting === undefined) handle();
    else waiting.push(handle);
  });
  return {
    shut() {
      waiting = [];
    },
    open() {
      const late = waiting ?? [];
      waiting = undefined;
      for (const handle of late) handle();
    },
  };
}

/**
 * Takes the connections that the kernel has accepted: it would reset them when the server stops listening. Node takes one per turn of the
 * event loop; meanwhile requests wait, so that no client comes back with the next one.
 */
async function takeWaiting(server: Server, gate: Gate): Promise<void> {
  gate.shut();
  let taken = 0;
  const count = () => taken++;
  server.on('connection', count);
  for (let turn = 0, before = -1; turn < mostTurns && taken !== before; turn++) {
    before = taken;
    await new Promise(setImmediate);
  }
  server.off('connection', count);
}

/** Ends the connection after a response; the header says so unless it was sent already. */
function closeAfter(response: ServerResponse): void {
  response.shouldKeepAlive = false;
  lingerOverBody(response.req);
}

/** What was found at a connection: the bytes it had received, and how often nothing had changed. */
interface Look {
  readonly bytesRead: number;
  readonly idle: number;
}

function closeIdle(connections: Connections, looks: Map<Socket, Look>): void {
  for (const [socket, response] of connections) {
    const { bytesRead } = socket;
    const before = looks.get(socket);
    const isBusy = response !== undefined && !response.writableFinished;
    const idle = isBusy || before === undefined || before.bytesRead !== bytesRead ? 0 : before.idle + 1;
    looks.set(socket, { bytesRead, idle });
    if (idle >= idleLooks) socket.destroy();
  }
}
