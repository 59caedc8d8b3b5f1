import type { Faulted } from './fault.ts';

/** A request as the proxy received it. Times are milliseconds of one clock for all proxies of a process. */
export interface SeenRequest extends Faulted {
  readonly query: URLSearchParams;
  /** Its own field manager. */
  readonly fieldManager: string | undefined;
  readonly receivedAt: number;
  /** When it was sent on to the API server; undefined when it was not. */
  forwardedAt: number | undefined;
  /** When the response of the API server was complete, or failed. */
  endedAt: number | undefined;
  /** Status of the response. */
  status: number | undefined;
}

export function requestRecord(method: string, url: string, now: number): SeenRequest {
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

/** Whether it changes something other than the lease, which candidates contend for. */
export function isWrite({ method, path, query }: SeenRequest): boolean {
  return method !== 'GET' && !path.includes('/leases') && query.get('dryRun') === null;
}
