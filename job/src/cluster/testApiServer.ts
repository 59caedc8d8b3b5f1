import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ConfigMapPatch } from './configMapPatch.ts';
import { type TestCertificate, testCertificate } from './testCertificate.ts';

/** One request that came. */
interface ReceivedPatch {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly patch: ConfigMapPatch;
}

/** What is answered to one request: a status, that of a broken connection, or none at all. */
export type ScriptedAnswer =
  | { readonly status: number; readonly body?: object | string; readonly retryAfter?: string; readonly location?: string }
  | 'breaks'
  | 'hangs';

export interface TestApiServer {
  readonly host: string;
  readonly port: number;
  readonly received: readonly ReceivedPatch[];
  /** A directory as a kubelet mounts a ServiceAccount: ca.crt and token. */
  readonly serviceAccountDirectory: string;
  close(): Promise<void>;
}

/**
 * The part of an API server that the drift job uses: HTTPS with a certificate of its own authority, given responses, and a record of the
 * requests. The operator's tests check the effect of the patch with a real API server.
 *
 * @param answers to the requests in their order; every further one is answered 200
 */
export async function testApiServer(
  answers: readonly ScriptedAnswer[] = [],
  { certificate, key }: TestCertificate = testCertificate(),
): Promise<TestApiServer> {
  const received: ReceivedPatch[] = [];
  const server = createServer({ cert: certificate, key }, async (request, response) => {
    const patch = JSON.parse((await buffer(request)).toString()) as ConfigMapPatch;
    const answer: ScriptedAnswer = answers[received.length] ?? { status: 200, body: { kind: 'ConfigMap' } };
    received.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, patch });
    if (answer === 'breaks') request.socket.destroy();
    if (typeof answer === 'string') return;
    const { status, body = {}, retryAfter, location } = answer;
    response.writeHead(status, {
      'Content-Type': 'application/json',
      ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }),
      ...(location === undefined ? {} : { Location: location }),
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const serviceAccountDirectory = await mkdtemp(join(tmpdir(), 'modelmonitor-service-account-'));
  await writeFile(join(serviceAccountDirectory, 'ca.crt'), certificate);
  await writeFile(join(serviceAccountDirectory, 'token'), `${testToken}\n`);
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    received,
    serviceAccountDirectory,
    async close() {
      await rm(serviceAccountDirectory, { recursive: true });
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** What the directory holds as its token. */
export const testToken = 'token-of-the-service-account';
