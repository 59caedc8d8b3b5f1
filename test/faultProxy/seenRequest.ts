import type { Faulted } from './fault.ts';

/** A request as the proxy saw it. Times are milliseconds of one clock for all proxies of a process. */
export interface SeenRequest extends Faulted {
  readonly query: URLSearchParams;
  /** Who its fields belong to, as it says itself. */
  readonly fieldManager: string | undefined;
  readonly receivedAt: number;
  /** When it went on to the API server; undefined when it did not. */
  forwardedAt: number | undefined;
  /** When the answer of the API server was complete, or there was none. */
  endedAt: number | undefined;
  /** What the API server answered. */
  status: number | undefined;
}

export function seenRequest(method: string, url: string, now: number): SeenRequest {
  const { pathname, searchParams } = new URL(url, 'http://proxy');
  const watch = searchParams.get('watch');
  return {
    method,
    path: pathname,
    query: searchParams,
    watch: watch === '1' || watch === 'true',
    fieldManager: searchParams.get('fieldManager') ?? undefined,
    receivedAt: now,
    forwardedAt: undefined,
    endedAt: undefined,
    status: undefined,
  };
}

/** Whether it changes something when it arrives, other than the lease, which candidates fight over. */
export function isWrite({ method, path, query }: SeenRequest): boolean {
  return method !== 'GET' && !path.includes('/leases') && query.get('dryRun') === null;
}
