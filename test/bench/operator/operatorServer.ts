import { join } from 'node:path';
import { peakBytes } from '../processFigures.ts';
import type { ServerOptions } from '../server.ts';
import { repository } from '../wine.ts';
import { type BenchPlane, operatorNamespace } from './benchPlane.ts';

/** Node's flags of the operator's image: a small young generation, an old one that keeps little garbage, and no compiler that takes 110 MB for the validator. */
const nodeFlags = ['--max-semi-space-size=4', '--heap-growing-percent=10', '--no-maglev'];

/** Where a pod finds its service account. Others do not see these files: they are in a file system of the process. Takes root. */
const account = '/run/secrets/kubernetes.io/serviceaccount';
const asInPod = [
  'mount -t tmpfs none /run',
  'mkdir -p "$0"',
  'printf %s "$TOKEN" > "$0/token"',
  'printf %s "$CA" > "$0/ca.crt"',
  'unset TOKEN CA',
  'exec "$@"',
].join(' && ');

/** The operator in a process of its own, with the flags, variables, credentials and rights it has in a cluster. */
export function operatorServer({ plane, operatorToken }: BenchPlane, argv: readonly string[] = []): ServerOptions {
  const main = join(repository, 'operator/src/main.ts');
  const own = ['--lease-namespace', operatorNamespace, '--http-host', '127.0.0.1'];
  const { hostname, port: apiPort } = new URL(plane.url);
  return {
    command: (port) => [
      ...['unshare', '--mount', 'sh', '-c', asInPod, account],
      ...[process.execPath, ...nodeFlags, main, ...own, '--http-port', `${port}`, ...argv],
    ],
    env: {
      KUBERNETES_SERVICE_HOST: hostname,
      KUBERNETES_SERVICE_PORT: apiPort,
      MALLOC_ARENA_MAX: '1',
      KUBECONFIG: '',
      HOME: '/nonexistent',
      TOKEN: operatorToken,
      CA: plane.certificateAuthority,
    },
    ready: '/readyz',
    readyWithinMilliseconds: 120_000,
    // Each look is a connection of its own, which the operator has to answer beside its work.
    lookMilliseconds: 25,
  };
}

/** Largest resident set so far. @throws Error where the system does not tell */
export async function operatorPeak({ pid }: { readonly pid: number }): Promise<number> {
  const bytes = await peakBytes(pid);
  if (bytes === undefined) throw new Error('the resident set is read from /proc, which does not exist here');
  return bytes;
}
