import { lookup } from 'node:dns';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { forbiddenError } from './errors.ts';
import { undiciParts } from './undiciParts.ts';

/**
 * Creates TLS connections that are reset, not closed, when a request on them is given up: bytes that were sent and have not arrived never do.
 * A kernel continues to send what it was given, for minutes, after a process has closed a connection; a write that no one waits for any more
 * could arrive when another client has long been writing. Connections without TLS are closed as usual.
 */
export function resettingConnector({ admits = () => true, ...options }: ConnectorOptions): buildConnector.connector {
  const lookUp = lookupAmong(admits);
  const connect = undiciParts.buildConnector({ ...options, lookup: lookUp } as buildConnector.BuildOptions);
  return (target, callback) => {
    // Names are checked when they are resolved: between two requests a name may get another address.
    const address = target.hostname.replace(/^\[|\]$/g, '');
    if (isIP(address) !== 0 && !admits(address)) return callback(forbiddenError(address), null);
    if (target.protocol !== 'https:') return connect(target, callback);
    const upgrade = (raw: Socket) =>
      connect({ ...target, httpSocket: raw }, (...[error, socket]) => {
        if (error === null) return callback(null, resetWhenGivenUp(socket, raw));
        raw.destroy();
        callback(error, null);
      });
    connectRaw({ host: address, port: Number(target.port || 443), timeout: options.timeout, lookup: lookUp }).then(
      upgrade,
      (error: Error) => callback(error, null),
    );
  };
}

type ConnectorOptions = buildConnector.BuildOptions & {
  readonly timeout: number;
  readonly admits?: ((address: string) => boolean) | undefined;
};

/** Resolves a name to those of its addresses that are admitted. */
function lookupAmong(admits: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '');
      const admitted = addresses.filter(({ address }) => admits(address));
      const [first] = admitted;
      if (first === undefined) callback(forbiddenError(addresses[0]?.address ?? 'unknown'), '');
      else if (options.all === true) callback(null, admitted);
      else callback(null, first.address, first.family);
    });
  };
}

function connectRaw(target: { host: string; port: number; timeout: number; lookup: LookupFunction }): Promise<Socket> {
  const { host, port, timeout } = target;
  return new Promise((resolve, reject) => {
    const raw = connectTcp(target);
    raw.once('timeout', () => raw.destroy(connectTimeout(`no connection to ${host}:${port} within ${timeout} ms`)));
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
