import type { RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Bytes of responses that wait for their clients to read them, of all connections together. */
const mostUnreadBytes = 32 * 1024 * 1024;

/** How long a client with a response that waits may read nothing until its connection is closed, in milliseconds. */
const stallMilliseconds = 30_000;

/**
 * A handler that bounds what clients make the process hold by not reading: a connection with several requests on their way has one response
 * at a time; where those that wait hold too much together, the connections that wait longest are closed.
 */
export function responsesInTurn(handler: RequestListener, mostBytes = mostUnreadBytes): RequestListener {
  const newest = new WeakMap<Socket, ServerResponse>();
  const unread = unreadResponses(mostBytes);
  return (request, response) => {
    const { socket } = request;
    const before = newest.get(socket);
    newest.set(socket, response);
    const handle = () => {
      response.once('prefinish', () => unread.add(response, socket));
      handler(request, response);
    };
    if (before === undefined || before.writableFinished) return handle();
    before.once('close', () => {
      if (socket.destroyed) return;
      // The time given to read the response before.
      socket.setTimeout(0);
      handle();
    });
  };
}

/** Responses that are complete here and not yet sent, the oldest first. */
function unreadResponses(mostBytes: number) {
  const waiting = new Map<ServerResponse, { readonly socket: Socket; readonly bytes: number }>();
  let held = 0;
  const remove = (response: ServerResponse) => {
    held -= waiting.get(response)?.bytes ?? 0;
    waiting.delete(response);
  };
  return {
    add(response: ServerResponse, socket: Socket) {
      const bytes = socket.writableLength;
      if (bytes === 0) return;
      waiting.set(response, { socket, bytes });
      held += bytes;
      socket.setTimeout(stallMilliseconds);
      response.once('close', () => remove(response));
      for (const [older, { socket: slow }] of waiting) {
        if (held <= mostBytes || older === response) return;
        remove(older);
        slow.destroy();
      }
    },
  };
}
