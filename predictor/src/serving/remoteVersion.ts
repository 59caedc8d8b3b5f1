import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Version } from '@modelmonitor/api';
import type { Predictions } from '@modelmonitor/models';
import { RemoteError, type RemoteModel, remoteRows, type Sources } from '@modelmonitor/sources';
import type { Contract } from '../contract/contract.ts';
import type { UnseenCell } from '../contract/refusedRow.ts';
import { ProblemError } from '../problem.ts';
import { categoriesFromResource } from './categoriesFromResource.ts';

/** Rows for a server, in the contract's categories. */
export interface RemoteRequest {
  readonly rows: Float64Array;
  readonly count: number;
  /** Categories that the contract does not know: the server gets their texts. */
  readonly unseen?: readonly UnseenCell[];
  /** Headers of the request, of which those that identify it are passed on. */
  readonly headers?: IncomingHttpHeaders;
}

/** What another server predicts with. */
export interface RemoteVersion {
  /** @throws ProblemError 503 while the server does not answer, 502 when it fails, 422 when it refuses the rows */
  predict(request: RemoteRequest): Promise<Predictions>;
  readonly isUp: () => boolean;
}

export interface ConnectOptions {
  readonly sources: Pick<Sources, 'connect'>;
  readonly contract: Contract;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
}

/** Connects a version to the server that predicts for it. @throws Error naming what happened, or both lists where its inputs are others */
export async function connectVersion(version: Version, options: ConnectOptions) {
  const { sources, contract, now, monotonicSeconds } = options;
  const { name, shadow, source } = version;
  const remote = source.remote as NonNullable<typeof source.remote>;
  const categories = categoriesFromResource(contract, 'a remote model does not name its categories');
  const connected = await sources.connect(remote, contract, () => monotonicSeconds() * 1000);
  const called = remoteVersion(connected, contract);
  return {
    name,
    shadow,
    declared: version,
    format: `remote_${remote.protocol}`,
    sha256: createHash('sha256')
      .update(JSON.stringify([remote, connected.described]))
      .digest('hex'),
    origin: connected.origin,
    loadedAt: now(),
    remote: called,
    model: {
      categories,
      predictsUnseen: true,
      predict: (rows: Float64Array, count: number) => called.predict({ rows, count }),
    },
  };
}

function remoteVersion(connected: RemoteModel, contract: Contract): RemoteVersion {
  return {
    isUp: connected.isUp,
    async predict(request) {
      try {
        return await connected.predict(cellsOf(contract, request), traceHeaders(request.headers));
      } catch (error) {
        throw error instanceof RemoteError ? problemOf(error) : error;
      }
    },
  };
}

/** Rows as the server takes them, unseen categories with their own texts. */
function cellsOf({ features }: Contract, { rows, count, unseen = [] }: RemoteRequest): ReturnType<typeof remoteRows> {
  const cells = remoteRows({ rows, count }, features);
  for (const { row, feature, text } of unseen) (cells[row] as (typeof cells)[number])[feature] = text;
  return cells;
}

/** The headers that identify a request. */
function traceHeaders({ 'x-request-id': id, traceparent, tracestate }: IncomingHttpHeaders = {}): Record<string, string> {
  return {
    ...(typeof id === 'string' ? { 'x-request-id': id } : {}),
    ...(typeof traceparent === 'string' ? { traceparent } : {}),
    ...(typeof tracestate === 'string' ? { tracestate } : {}),
  };
}

function problemOf(error: RemoteError): ProblemError {
  const { kind, message, retryAfterSeconds = 1 } = error;
  if (kind === 'refused')
    return new ProblemError('refused_by_model', `the server of the model refuses the rows: ${message}`, { cause: error });
  if (kind === 'failed') return new ProblemError('remote_failed', message, { cause: error });
  return new ProblemError('remote_unavailable', message, { cause: error, headers: { 'Retry-After': String(retryAfterSeconds) } });
}
