import { errorCode, mostPods } from '@modelmonitor/api/plain';
import { DriftPodsError } from '../errors.ts';

/** Where one predictor pod listens. */
export interface Pod {
  readonly host: string;
  readonly port: number;
}

/** All addresses of a name, as `lookup` of node:dns gives them. */
export type LookUp = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export interface PodsOfOptions {
  readonly lookUp: LookUp;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Milliseconds after which a busy name server is queried once more. */
const retryMilliseconds = 1000;

/**
 * The pods behind a headless Service: one address each. In a dual-stack cluster a pod has two addresses, and is queried once.
 *
 * @throws DriftPodsError when there is none, or more than a monitor can have
 */
export async function podsOf({ host, port }: Pod, options: PodsOfOptions): Promise<readonly Pod[]> {
  const found = await addresses(host, options);
  const family = Math.min(...found.map((one) => one.family));
  const hosts = new Set(found.filter((one) => one.family === family).map(({ address }) => address));
  if (hosts.size === 0) throw new DriftPodsError(`no predictor pod is running: ${host} has no address`);
  if (hosts.size > mostPods) throw new DriftPodsError(`expected at most ${mostPods} addresses of ${host}, got ${hosts.size}`);
  // In a fixed order, so that rows of the same millisecond are always in the same order.
  return [...hosts].sort().map((address) => ({ host: address, port }));
}

async function addresses(host: string, { lookUp, sleep }: PodsOfOptions): ReturnType<LookUp> {
  try {
    return await lookUp(host).catch(async (error: unknown) => {
      if (errorCode(error) !== 'EAI_AGAIN') throw error;
      await sleep(retryMilliseconds);
      return lookUp(host);
    });
  } catch (cause) {
    const code = errorCode(cause);
    // What a name server says of a Service without ready pods.
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw new DriftPodsError(`the addresses of ${host} could not be looked up (${code ?? 'unknown error'})`, { cause });
  }
}
