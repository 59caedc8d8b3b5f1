import type { ModelMonitor } from '@modelmonitor/api';
import type { ReadSecret } from '@modelmonitor/sources';
import type { Middleware } from 'koa';
import { createAuthenticator } from '../http/auth/createAuthenticator.ts';
import { openToAll } from './predictionService.ts';

/** The authenticator for a resource. */
export async function authenticatorFor(
  { spec: { serving } }: ModelMonitor,
  deps: { readSecret: ReadSecret; randomBytes: (count: number) => Buffer },
): Promise<Middleware> {
  const { basic, bearer } = serving.auth ?? {};
  if (basic === undefined && bearer === undefined) return openToAll;
  const secrets = {
    ...(basic === undefined ? {} : { basic: await deps.readSecret(basic.secretRef) }),
    ...(bearer === undefined ? {} : { bearer: await deps.readSecret(bearer.secretRef) }),
  };
  return createAuthenticator(secrets, { randomBytes: deps.randomBytes });
}
