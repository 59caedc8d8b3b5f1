import type { Middleware } from 'koa';
import { ProblemError } from '../../problem.ts';
import { readBasicAccounts } from './basicAccounts.ts';
import { type Caller, createBasicCheck } from './basicCheck.ts';
import { readBearerTokens } from './bearerTokens.ts';

/** Texts of the Secrets with the credentials of callers. */
export interface AuthenticatorSecrets {
  /** `user:password` lines. */
  readonly basic?: string | undefined;
  /** Bearer tokens, one per line. */
  readonly bearer?: string | undefined;
}

export interface AuthenticatorOptions {
  /** Unpredictable bytes. */
  readonly randomBytes: (size: number) => Uint8Array;
}

/** Verifies the credentials of an Authorization header, without the scheme. */
type Check = (credentials: string, caller: Caller) => boolean | Promise<boolean>;

interface Scheme {
  readonly name: string;
  readonly challenge: string;
  readonly check: Check;
}

/**
 * The middleware that admits requests with credentials from one of the Secrets. Its messages contain no part of a credential.
 *
 * @throws SecretError naming the line of a Secret that cannot be used
 */
export function createAuthenticator({ basic, bearer }: AuthenticatorSecrets, { randomBytes }: AuthenticatorOptions): Middleware {
  const schemes: Scheme[] = [];
  if (basic !== undefined) schemes.push(basicScheme(basic, randomBytes(32)));
  if (bearer !== undefined) {
    schemes.push({ name: 'bearer', challenge: 'Bearer realm="modelmonitor"', check: readBearerTokens(bearer) });
  }
  if (schemes.length === 0) throw new RangeError('expected basic or bearer credentials, got neither');
  const headers = { 'WWW-Authenticate': schemes.map(({ challenge }) => challenge).join(', ') };
  const expected = schemes.map(({ name }) => name).join(' or ');
  return async (context, next) => {
    const [, name = '', credentials = ''] = /^(\w+) +(\S+) *$/.exec(context.get('Authorization')) ?? [];
    const scheme = schemes.find((known) => known.name === name.toLowerCase());
    if (scheme === undefined) throw new ProblemError('unauthorized', `expected ${expected} credentials, got none`, { headers });
    const { socket } = context.req;
    const caller = { address: networkOf(socket.remoteAddress), isGone: () => socket.destroyed };
    if (!(await scheme.check(credentials, caller))) throw new ProblemError('unauthorized', 'the credentials are wrong', { headers });
    context.state[authenticatedMark] = true;
    return next();
  };
}

/** Mark in the state of a request whose credentials were right. */
export const authenticatedMark = 'isAuthenticated';

function basicScheme(text: string, key: Uint8Array): Scheme {
  const check = createBasicCheck(readBasicAccounts(text), key);
  return {
    name: 'basic',
    challenge: 'Basic realm="modelmonitor", charset="UTF-8"',
    check(credentials, caller) {
      const decoded = Buffer.from(credentials, 'base64').toString();
      const colon = decoded.indexOf(':');
      return colon >= 0 && check({ user: decoded.slice(0, colon), password: decoded.slice(colon + 1) }, caller);
    },
  };
}

/** The address of a client; of IPv6 the network of 64 bits, which one client may have as a whole. */
function networkOf(address = ''): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const zeros = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter((group) => group !== '').length;
  return [...groups, ...new Array<string>(Math.max(0, zeros)).fill('0'), ...(tail ?? '').split(':')].slice(0, 4).join(':');
}
