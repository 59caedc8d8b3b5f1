import { connect as connectTcp, type Socket } from 'node:net';
import { buildConnector } from 'undici';

/**
 * Makes connections that are reset, not closed, when they are given up: what was sent over them and has not arrived never does. A kernel goes
 * on sending what it was given, for minutes, after a process has closed a connection; a write that nobody waits for any more could arrive
 * when somebody else has long been writing. Of connections with TLS, which those to an API server are.
 */
export function resettingConnector(options: buildConnector.BuildOptions & { timeout: number }): buildConnector.connector {
  const connect = buildConnector(options);
  return (target, callback) => {
    if (target.protocol !== 'https:') return connect(target, callback);
    const encrypted = (raw: Socket) =>
      connect({ ...target, httpSocket: raw }, (...[error, socket]) => {
        if (error === null) return callback(null, resetWhenGivenUp(socket, raw));
        raw.destroy();
        callback(error, null);
      });
    connected(target, options.timeout).then(encrypted, (error: Error) => callback(error, null));
  };
}

function connected({ hostname, port }: buildConnector.Options, timeout: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const raw = connectTcp({ host: hostname, port: Number(port || 443), timeout });
    raw.once('timeout', () => raw.destroy(new Error(`no connection to ${hostname}:${port} within ${timeout} ms`)));
    // TLS tells of later errors too.
    raw.on('error', reject).once('connect', () => resolve(raw.setTimeout(0)));
  });
}

/** An encrypted connection that is destroyed destroys the one below it: that is the moment to reset it. */
function resetWhenGivenUp(socket: Socket, raw: Socket): Socket {
  const [destroy, destroyRaw] = [socket.destroy.bind(socket), raw.destroy.bind(raw)];
  let isReset = false;
  socket.destroy = (error) => {
    // Node does not let go of a connection that is reset while it ends.
    isReset ||= error !== undefined && !socket.destroyed && !socket.writableEnded;
    return destroy(error);
  };
  raw.destroy = (error) => {
    if (!isReset || raw.destroyed) return destroyRaw(error);
    // A reset destroys in its turn.
    isReset = false;
    return raw.resetAndDestroy();
  };
  return socket;
}
