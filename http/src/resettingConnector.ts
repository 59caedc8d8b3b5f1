import { connect as connectTcp, type Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { undiciParts } from './undiciParts.ts';

/**
 * Creates TLS connections that are reset, not closed, when a request on them is given up: bytes that were sent and have not arrived never do.
 * A kernel continues to send what it was given, for minutes, after a process has closed a connection; a write that no one waits for any more
 * could arrive when another client has long been writing. Connections without TLS are closed as usual.
 */
export function resettingConnector(options: buildConnector.BuildOptions & { timeout: number }): buildConnector.connector {
  const connect = undiciParts.buildConnector(options);
  return (target, callback) => {
    if (target.protocol !== 'https:') return connect(target, callback);
    const upgrade = (raw: Socket) =>
      connect({ ...target, httpSocket: raw }, (...[error, socket]) => {
        if (error === null) return callback(null, resetWhenGivenUp(socket, raw));
        raw.destroy();
        callback(error, null);
      });
    connectRaw(target, options.timeout).then(upgrade, (error: Error) => callback(error, null));
  };
}

function connectRaw({ hostname, port }: buildConnector.Options, timeout: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const raw = connectTcp({ host: hostname, port: Number(port || 443), timeout });
    raw.once('timeout', () => raw.destroy(connectTimeout(`no connection to ${hostname}:${port} within ${timeout} ms`)));
    // TLS reports later errors too.
    raw.on('error', reject).once('connect', () => resolve(raw.setTimeout(0)));
  });
}

function connectTimeout(message: string): Error {
  return Object.assign(new Error(message), { code: 'ETIMEDOUT' });
}

/** An upgrade connection that is destroyed destroys the one below it: that is the moment to reset it. */
function resetWhenGivenUp(socket: Socket, raw: Socket): Socket {
  const [destroy, destroyRaw] = [socket.destroy.bind(socket), raw.destroy.bind(raw)];
  let isReset = false;
  socket.destroy = (error) => {
    // Node never releases a connection that is reset while it ends.
    isReset ||= error !== undefined && !socket.destroyed && !socket.writableEnded;
    return destroy(error);
  };
  raw.destroy = (error) => {
    if (!isReset || raw.destroyed) return destroyRaw(error);
    // A reset calls destroy again.
    isReset = false;
    return raw.resetAndDestroy();
  };
  return socket;
}
