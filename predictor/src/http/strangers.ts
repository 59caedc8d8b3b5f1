import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from 'koa';
import { ProblemError } from '../problem.ts';
import { isSameOrigin } from './cors.ts';

export interface StrangersOptions {
  /** Address that the server listens on. */
  readonly host: string;
  /** Origins whose pages may send requests: `spec.serving.cors.origins`. */
  readonly origins: () => readonly string[];
}

/** @throws ProblemError 403 for a request that a page of another site sends, 421 for one under a name that is not the server's */
export type RefuseStrangers = (context: Context) => void;

/** Methods that change nothing; a page cannot read their responses unless `serving.cors` lets it. */
const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses what a browser sends without the intention of its user: a POST of another site's page, which would run checks and write labels with
 * the browser's credentials, and, where only this machine can connect, a page whose own name leads to this machine (DNS rebinding). Programs
 * that are not browsers send none of the headers that this looks at.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function strangerCheck({ host, origins }: StrangersOptions): RefuseStrangers {
  const isLocalOnly = isLoopbackName(host) || host === '::1';
  return ({ method, req: { headers } }) => {
    if (isLocalOnly && !isKnownHost(headers.host, origins)) {
      throw new ProblemError('misdirected', `expected a Host that names this machine, such as localhost, got ${quote(headers.host)}`);
    }
    if (safeMethods.includes(method) || isOfOwnSite(headers) || isAllowed(headers, origins())) return;
    const sender = headers.origin === undefined ? 'a page of another site' : `a page of ${quote(headers.origin)}`;
    throw new ProblemError(
      'cross_site',
      `expected a request of this server's own pages or of a program, got one of ${sender}; serving.cors.origins lists the origins that may send requests`,
    );
  };
}

/** Whether a program or a page of this server sent a request: what the browser says of it counts, else whether Origin and Host are the same. */
function isOfOwnSite(headers: IncomingHttpHeaders): boolean {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin === undefined) return true;
  // A page cannot set X-Forwarded-Host in a request that is sent without asking the server before.
  return [headers.host, headers['x-forwarded-host']].some((own) => typeof own === 'string' && hasHost(origin, own));
}

/** Whether an origin has a host and port, whatever the scheme: a proxy may have ended TLS. */
function hasHost(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: expected } = new URL(origin);
  return URL.canParse(`${protocol}//${host}`) && expected !== '' && new URL(`${protocol}//${host}`).host === expected;
}

function isAllowed({ origin, ...headers }: IncomingHttpHeaders, allowed: readonly string[]): boolean {
  if (origin === undefined) return false;
  if (allowed.some((one) => one !== '*' && isSameOrigin(one, origin))) return true;
  // With * no page may use the credentials that the browser keeps, as a form does.
  return allowed.includes('*') && (headers['sec-fetch-mode'] ?? 'cors') === 'cors';
}

/** Names by which containers reach the machine that they run on; names that end so exist in no public DNS. */
const namesOfMachine: readonly string[] = ['host.docker.internal', 'gateway.docker.internal', 'host.containers.internal'];

function isKnownHost(host: string | undefined, origins: () => readonly string[]): boolean {
  // HTTP/1.0 has no Host, and no browser speaks it.
  if (host === undefined) return true;
  const name = host
    .toLowerCase()
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '');
  if (isLoopbackName(name) || namesOfMachine.includes(name)) return true;
  return origins().some((origin) => origin !== '*' && hasHost(origin, host));
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || name.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(name);
}

function quote(text = ''): string {
  return JSON.stringify(text.slice(0, 60));
}
