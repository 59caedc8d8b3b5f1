import type { IncomingMessage } from 'node:http';
import type { Middleware } from 'koa';
import { ProblemError } from '../problem.ts';
import { authenticatedMark } from './auth/createAuthenticator.ts';

/**
 * Admits requests to captured rows that were authenticated before, or come from this machine.
 *
 * @throws ProblemError (403) for a client elsewhere while anyone could read the rows
 */
export function loopbackWithoutAuth(): Middleware {
  return (context, next) => {
    if (context.state[authenticatedMark] === true || isFromHere(context.req)) return next();
    throw new ProblemError(
      'forbidden',
      'captured rows are shown to authenticated clients: set serving.auth in the resource; without it only clients on the same machine, and not through a proxy, are answered',
    );
  };
}

/** Headers that a proxy adds: it may stand for a client anywhere. */
const proxyHeader = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-envoy-.*|l5d-.*|cf-connecting-ip|true-client-ip|x-client-ip)$/;

/** Whether a request is from a program on this machine that names this machine: a page of another site that a browser here shows does not. */
function isFromHere({ socket, headers }: IncomingMessage): boolean {
  // Proxies beside a pod connect from an address of this machine to one of its others.
  if (!isLoopback(socket.remoteAddress) || !isLoopback(socket.localAddress)) return false;
  if (Object.keys(headers).some((name) => proxyHeader.test(name))) return false;
  const { host = '', origin } = headers;
  // The page of another site, which `serving.cors` may let read responses.
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return isLocalName(host.replace(/:\d+$/, ''));
}

function isLoopback(address = ''): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || isLocalName(plain);
}

function isLocalName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(name);
}
