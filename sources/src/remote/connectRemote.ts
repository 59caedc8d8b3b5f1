import { durationMilliseconds, type RemoteSource } from '@modelmonitor/api/plain';
import { createHttpClient } from '@modelmonitor/http';
import { SourceError } from '../errors.ts';
import { localAddresses } from '../http/localAddresses.ts';
import { authHeaders } from '../http/requestAuth.ts';
import type { ReadSecret } from '../source.ts';
import { invocationsProtocol, templateProtocol, v1Protocol } from './listProtocols.ts';
import { type RemoteCalls, remoteCalls } from './remoteCalls.ts';
import { RemoteError } from './remoteError.ts';
import type { RemoteCell, RemoteContract, RemoteModel, RemoteProtocol } from './remoteModel.ts';
import { type V2Metadata, v2Metadata, v2ModelPath, v2Protocol } from './v2Protocol.ts';

/** Idle connections are closed before the servers that close them earliest do so, since a call on one that is being closed is lost. */
const idleMilliseconds = 1500;

export interface RemoteContext {
  readonly readSecret: ReadSecret;
  /** Certificates, in PEM, that the server's certificate is checked against; those of Node when absent. */
  readonly ca: string | undefined;
  readonly allowLocalAddresses: boolean;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Creates the connections; those of the room `http` when absent. */
  readonly createClient?: typeof createHttpClient;
}

/**
 * Connects to a model on another server and checks what it says about its inputs and outputs.
 *
 * @throws SourceError or RemoteError naming the server and what happened, or both lists where its inputs are others
 */
export async function connectRemote(remote: RemoteSource, contract: RemoteContract, context: RemoteContext): Promise<RemoteModel> {
  const { readSecret, ca, allowLocalAddresses, now, createClient = createHttpClient } = context;
  const isLocal = localAddresses();
  const client = createClient({
    connections: remote.maxInFlight,
    idleMilliseconds,
    ...(ca === undefined ? {} : { tls: { ca } }),
    ...(allowLocalAddresses ? {} : { admits: (address: string) => !isLocal(address) }),
  });
  const calls = remoteCalls({
    remote,
    client,
    credentials: await authHeaders(remote.auth, readSecret),
    deadlineMilliseconds: durationMilliseconds(remote.timeout),
    healthPath: healthPathOf(remote),
    now,
  });
  const { protocol, described } = await protocolOf(remote, contract, calls);
  const { origin, pathname } = new URL(remote.url);
  return {
    origin: [
      `${origin}${pathname.replace(/\/$/, '')}`,
      ...(remote.model === undefined ? [] : [remote.model]),
      ...(remote.version === undefined ? [] : [remote.version]),
    ].join(' '),
    ...(described === undefined ? {} : { described }),
    isUp: calls.isUp,
    async predict(rows, headers) {
      const json = await calls.post(protocol.path, protocol.body(rows), { headers, rows: rows.length });
      return readSafely(() => protocol.read(json, rows.length));
    },
  };
}

/** Reads JSON that may hold anything, such as lists so deep that they cannot be gone through. @throws RemoteError for whatever is thrown */
function readSafely<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof RemoteError) throw cause;
    throw new RemoteError('expected predictions, got JSON of another shape', { kind: 'failed', cause });
  }
}

function healthPathOf({ protocol, template, model = '' }: RemoteSource): string | undefined {
  return { v2: '/v2/health/live', v1: `/v1/models/${model}`, invocations: '/ping', template: template?.health }[protocol];
}

interface Checked {
  readonly protocol: RemoteProtocol;
  readonly described?: string;
}

async function protocolOf(remote: RemoteSource, contract: RemoteContract, calls: RemoteCalls): Promise<Checked> {
  if (remote.protocol === 'v2') {
    const metadata = v2Metadata(await calls.get(v2ModelPath(remote)));
    const protocol = await v2WithOutputs(remote, contract, { metadata, calls });
    return { protocol, described: JSON.stringify(metadata) };
  }
  if (remote.protocol === 'v1')
    return { protocol: v1Protocol(remote, contract), described: JSON.stringify(await calls.get(healthPathOf(remote) as string)) };
  if (remote.protocol === 'template') return { protocol: templateProtocol(remote, contract) };
  return { protocol: invocationsProtocol(contract) };
}

/** MLServer says nothing of its outputs, and sends probabilities only when they are requested: one row tells whether it has them. */
async function v2WithOutputs(
  remote: RemoteSource,
  contract: RemoteContract,
  { metadata, calls }: { metadata: V2Metadata; calls: RemoteCalls },
): Promise<RemoteProtocol> {
  const configured = Object.values(remote.outputs ?? {}).filter((name) => name !== undefined);
  const plain = v2Protocol(remote, contract, { metadata, outputs: configured });
  if (configured.length > 0 || (metadata.outputs ?? []).length > 0 || contract.task === 'regression') return plain;
  const both = v2Protocol(remote, contract, { metadata, outputs: ['predict', 'predict_proba'] });
  const row: RemoteCell[] = contract.features.map(({ type }) => (type === 'numeric' ? 0 : null));
  try {
    both.read(await calls.post(both.path, both.body([row]), { rows: 1 }), 1);
    return both;
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'unavailable') throw new SourceError(error.message, { cause: error });
    return plain;
  }
}
