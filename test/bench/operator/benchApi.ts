import { setTimeout } from 'node:timers/promises';
import type { RawObject } from '@modelmonitor/kube';
import { listPages, listStream } from '../../../kube/src/lister.ts';
import { loadCredentials } from '../../../kube/src/loadCredentials.ts';
import { metadataListOnly, metadataOnly } from '../../../kube/src/objectClient.ts';
import { createTransport, type Transport } from '../../../kube/src/transport.ts';
import { linesOf } from '../../../kube/src/watchEvents.ts';
import { forEachOf } from './forEachOf.ts';

/** An event of a watch, with the moment it was read, in milliseconds of the monotonic clock. */
interface Seen {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: RawObject;
  readonly at: number;
}

interface WatchOptions {
  readonly path: string;
  readonly labelSelector?: string;
  readonly onEvent: (event: Seen) => void;
}

/** The benchmark's own way to the API server: the transport of the operator, without a bound on its rate. */
export interface BenchApi {
  get<Body>(path: string): Promise<Body>;
  post<Body = RawObject>(path: string, body: unknown): Promise<Body>;
  /** A merge patch (RFC 7386). */
  merge(path: string, body: unknown): Promise<RawObject>;
  /** A server-side apply as the operator does it. */
  apply(path: string, object: RawObject, fieldManager: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Gives the metadata of each object there is. */
  list(path: string, labelSelector: string | undefined, take: (object: RawObject) => void): Promise<void>;
  /** Lists objects as a stream, as the operator does. */
  listWhole(path: string, labelSelector: string | undefined, isWhole: boolean): Promise<void>;
  makeNamespaces(names: readonly string[]): Promise<void>;
  /** Watches from now on. @returns what ends it; it has started when this resolves */
  watch(options: WatchOptions): Promise<() => void>;
  close(): Promise<void>;
}

/** Requests at a time, as many as 1.5 workers of a core would keep an API server busy with. */
export const inFlight = 32;

export async function createBenchApi(kubeconfigPath: string): Promise<BenchApi> {
  const clock = { now: Date.now, monotonic: () => performance.now(), sleep: (milliseconds: number) => setTimeout(milliseconds) };
  const transport = createTransport({
    credentials: await loadCredentials(kubeconfigPath),
    clock,
    random: Math.random,
    limit: { take: async () => undefined },
    meter: { begin: () => () => undefined },
    userAgent: 'benchmark',
    connections: inFlight,
    deadlineMilliseconds: 60_000,
  });
  const { request } = transport;
  const post = async <Body>(path: string, body: unknown) => (await request({ method: 'POST', path, body })) as Body;
  return {
    get: async <Body>(path: string) => (await request({ method: 'GET', path })) as Body,
    post,
    merge: async (path, body) =>
      (await request({ method: 'PATCH', path, body, contentType: 'application/merge-patch+json', accept: metadataOnly })) as RawObject,
    async apply(path, body, fieldManager) {
      const query = { fieldManager, force: 'true', fieldValidation: 'Strict' };
      await request({ method: 'PATCH', path, query, body, contentType: 'application/apply-patch+yaml', accept: metadataOnly });
    },
    async remove(path) {
      await request({ method: 'DELETE', path });
    },
    async list(path, labelSelector, take) {
      const selection = { path, query: { labelSelector }, accept: { list: metadataListOnly, watch: '' }, pageSize: 500 };
      await listPages(transport, selection, { take, signal: new AbortController().signal });
    },
    async listWhole(path, labelSelector, isWhole) {
      const watch = isWhole ? 'application/json' : metadataOnly;
      const selection = { path, query: { labelSelector }, accept: { list: watch, watch }, pageSize: 500 };
      const ignore = () => undefined;
      await listStream(transport, selection, { take: ignore, drop: ignore, signal: new AbortController().signal, clock });
    },
    makeNamespaces: (names) => forEachOf(names, inFlight, async (name) => void (await post('/api/v1/namespaces', { metadata: { name } }))),
    watch: (options) => watchFrom(transport, options),
    close: transport.close,
  };
}

async function watchFrom(transport: Transport, { path, labelSelector, onEvent }: WatchOptions): Promise<() => void> {
  const { metadata } = (await transport.request({ method: 'GET', path, query: { labelSelector, limit: '1' } })) as RawObject;
  const over = new AbortController();
  let version = metadata.resourceVersion;
  const open = () => {
    const query = { watch: '1', resourceVersion: version, labelSelector, timeoutSeconds: '3600' };
    return transport.stream({ method: 'GET', path, query, signal: over.signal });
  };
  const first = await open();
  const follow = async () => {
    // An API server ends the watch of a client that reads too slowly; it resumes where it was.
    for (let stream = first; !over.signal.aborted; stream = await open()) {
      for await (const line of linesOf(stream)) {
        const at = performance.now();
        const { type, object } = JSON.parse(line) as { type: Seen['type'] | 'ERROR'; object: RawObject };
        if (type === 'ERROR') throw new Error(`the watch of ${path} broke off: ${JSON.stringify(object)}`);
        version = object.metadata.resourceVersion;
        onEvent({ type, object, at });
      }
    }
  };
  void follow().catch((error: Error) => {
    if (!over.signal.aborted) throw error;
  });
  return () => over.abort();
}
