import type { StoreClient } from './storeClient.ts';
import type { CalledMethod } from './threadMessages.ts';

/** Methods of the store that the thread calls for others. */
const methods = {
  readLedger: true,
  addLabels: true,
  countRows: true,
  newestRange: true,
  readWindow: true,
  findRow: true,
  dropBefore: true,
  forget: true,
  redact: true,
  claim: true,
  readClaims: true,
  readPerformance: true,
  savePerformance: true,
  health: true,
} satisfies Record<CalledMethod, true>;

/** The forwarded methods, each as one call. */
export function threadMethods(
  call: (method: CalledMethod, parameters: readonly unknown[]) => Promise<unknown>,
): Pick<StoreClient, CalledMethod> {
  const forwarded = Object.keys(methods).map((method) => [
    method,
    (...parameters: readonly unknown[]) => call(method as CalledMethod, parameters),
  ]);
  return Object.fromEntries(forwarded) as Pick<StoreClient, CalledMethod>;
}
