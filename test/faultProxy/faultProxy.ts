import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificateAuthority } from '../controlPlane/certificateAuthority.ts';
import { kubeconfig } from '../controlPlane/kubeconfig.ts';
import { createFaults, type Fault } from './fault.ts';
import { forward, type Upstream } from './forward.ts';
import { isWrite, requestRecord, type SeenRequest } from './seenRequest.ts';
import { startTcpRelay, type TcpRelay } from './tcpRelay.ts';

/** A proxy between one client and an API server that simulates faults of networks and API servers. */
export interface FaultProxy extends Pick<TcpRelay, 'port' | 'hold' | 'release' | 'forget' | 'open'> {
  /** Path of a kubeconfig of the proxy; requests are sent on with the credentials of the kubeconfig that the proxy was given. */
  readonly kubeconfigPath: string;
  /** Starts a fault. @returns a function that ends it */
  inject(fault: Fault): () => void;
  /** Resets every connection, once. */
  resetAll(): void;
  /** All requests so far. */
  readonly seen: readonly SeenRequest[];
  /** Requests that change something and were sent on to the API server. */
  writes(): readonly SeenRequest[];
  close(): Promise<void>;
}

/**
 * Starts a proxy on a free port of the loopback interface; it speaks TLS, as an API server does.
 *
 * @param kubeconfigPath JSON, with a client certificate
 */
export async function startFaultProxy({ kubeconfigPath }: { readonly kubeconfigPath: string }): Promise<FaultProxy> {
  const upstream = upstreamOf(kubeconfigPath);
  const faults = createFaults();
  const seen: SeenRequest[] = [];
  const authority = createCertificateAuthority('a fault proxy', new Date());
  const { certificate, key } = authority.issue({ commonName: 'proxy', addresses: ['127.0.0.1'] });
  const server = createServer({ cert: certificate, key, keepAliveTimeout: 90_000 });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const relay = await startTcpRelay((server.address() as AddressInfo).port);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const record = requestRecord(request.method ?? '', request.url ?? '', performance.now());
    seen.push(record);
    const { remotePort } = request.socket;
    const reset = () => relay.reset(remotePort);
    void forward({ request, response, record, reset, upstream, mishap: faults.mishapOf(record) }).catch(reset);
  });
  const directory = mkdtempSync(join(tmpdir(), 'modelmonitor-proxy-'));
  const path = join(directory, 'kubeconfig.json');
  const access = { url: `https://127.0.0.1:${relay.port}`, certificateAuthority: authority.certificate, credentials: {} };
  writeFileSync(path, kubeconfig(access), { mode: 0o600 });
  return {
    port: relay.port,
    kubeconfigPath: path,
    inject: faults.inject,
    hold: relay.hold,
    release: relay.release,
    forget: relay.forget,
    open: relay.open,
    resetAll: () => relay.reset(),
    seen,
    writes: () => seen.filter((request) => request.forwardedAt !== undefined && isWrite(request)),
    async close() {
      await relay.close();
      upstream.agent.destroy();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: Readonly<Record<string, string>> }];
  readonly users: readonly [{ readonly user: Readonly<Record<string, string>> }];
}

function upstreamOf(kubeconfigPath: string): Upstream {
  const { clusters, users } = JSON.parse(readFileSync(kubeconfigPath, 'utf8')) as Kubeconfig;
  const { cluster } = clusters[0];
  const { user } = users[0];
  const pem = (text = '') => Buffer.from(text, 'base64').toString('utf8');
  return {
    url: new URL(cluster['server'] ?? ''),
    agent: new Agent({
      keepAlive: true,
      ca: pem(cluster['certificate-authority-data']),
      cert: pem(user['client-certificate-data']),
      key: pem(user['client-key-data']),
    }),
  };
}
