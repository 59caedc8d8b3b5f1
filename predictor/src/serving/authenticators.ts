import type { ModelMonitor } from '@modelmonitor/api';
import type { ReadSecret } from '@modelmonitor/sources';
import type { Middleware } from 'koa';
import { createAuthenticator } from '../http/auth/createAuthenticator.ts';
import { openToAll } from './predictionService.ts';

type Credentials = ModelMonitor['spec']['serving']['auth'];

/** Creates the authenticator of a resource: one for /feedback where that has credentials of its own, and one for everything else. */
export type AuthenticatorFor = (monitor: ModelMonitor) => Promise<Middleware>;

/** An authenticator continues while its Secrets are the same: what it has verified need not be verified again during a flood of guesses. */
export function authenticators(deps: { readSecret: ReadSecret; randomBytes: (count: number) => Buffer }): AuthenticatorFor {
  const reuse = { auth: lastAuthenticator(deps), feedbackAuth: lastAuthenticator(deps) };
  return async ({ spec: { serving } }) => {
    const callers = await reuse.auth(serving.auth);
    if (serving.feedbackAuth === undefined) return callers;
    const labellers = await reuse.feedbackAuth(serving.feedbackAuth);
    return (context, next) => (context.path === '/feedback' ? labellers : callers)(context, next);
  };
}

function lastAuthenticator({ readSecret, randomBytes }: Parameters<typeof authenticators>[0]) {
  let known: { readonly texts: string; readonly authenticate: Middleware } | undefined;
  return async ({ basic, bearer }: NonNullable<Credentials> = {}): Promise<Middleware> => {
    if (basic === undefined && bearer === undefined) return openToAll;
    const secrets = {
      ...(basic === undefined ? {} : { basic: await readSecret(basic.secretRef) }),
      ...(bearer === undefined ? {} : { bearer: await readSecret(bearer.secretRef) }),
    };
    const texts = JSON.stringify(secrets);
    if (known?.texts !== texts) known = { texts, authenticate: createAuthenticator(secrets, { randomBytes }) };
    return known.authenticate;
  };
}
