import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { predictorNodeFlags } from '@modelmonitor/api';
import type { BenchContext } from './benchContext.ts';
import { type PythonPeers, uvicornCommand } from './pythonPeers.ts';
import type { ServerOptions } from './server.ts';
import { predictorCommand, wineConfiguration } from './wine.ts';

/** Names of the contenders of /predict, as the document shows them. */
export const names = {
  ours: 'modelmonitor',
  koa: 'Koa JSON echo with its router',
  node: 'node:http JSON echo',
  sklearn: 'FastAPI + scikit-learn',
  onnx: 'FastAPI + onnxruntime',
} as const;

const servers = join(import.meta.dirname, 'servers');

/** The predictor as it ships, capture and metrics on, with the wine example's first version alone. */
export async function predictorServer({ pinning, folder }: BenchContext): Promise<ServerOptions> {
  const directory = join(folder, 'config');
  await wineConfiguration(directory);
  return { command: (port) => pinning.server(predictorCommand(directory, port)), ready: '/readyz' };
}

/** Where captured rows go. */
export interface Storing {
  readonly store: 'buffer' | 'file' | 'postgres';
  /** URL of the database. */
  readonly url?: string;
}

/** The predictor as `modelmonitor run` starts it, with a data directory. */
export async function storingServer({ pinning, folder }: BenchContext, { store, url }: Storing): Promise<ServerOptions> {
  const directory = join(folder, `config-${store}`);
  await wineConfiguration(directory);
  const path = join(directory, 'monitor.json');
  const monitor = JSON.parse(await readFile(path, 'utf8'));
  const secretRef = { name: 'database', key: 'uri' };
  const postgres = url === undefined ? {} : { postgres: { secretRef, port: 5432, synchronousCommit: true } };
  monitor.spec.capture = { ...monitor.spec.capture, store, ...postgres };
  await writeFile(path, JSON.stringify(monitor));
  const secret = join(directory, 'secrets', secretRef.name);
  await mkdir(secret, { recursive: true });
  if (url !== undefined) await writeFile(join(secret, secretRef.key), url);
  const data = ['--data', join(folder, `data-${store}`)];
  return { command: (port) => pinning.server([...predictorCommand(directory, port), ...data]), ready: '/readyz' };
}

/** The same application without capture and metrics. */
export async function silentServer({ pinning, folder }: BenchContext): Promise<ServerOptions> {
  const directory = join(folder, 'config');
  await wineConfiguration(directory);
  const script = join(servers, 'silentPredictor.ts');
  return { command: (port) => pinning.server([process.execPath, ...predictorNodeFlags, script, directory, `${port}`]), ready: '/readyz' };
}

/** The same application with its table of exact routes, or with the router alone. */
export async function routedServer({ pinning, folder }: BenchContext, routing: 'table' | 'router'): Promise<ServerOptions> {
  const directory = join(folder, 'config');
  await wineConfiguration(directory);
  const script = join(servers, 'routedPredictor.ts');
  const command = [process.execPath, ...predictorNodeFlags, script, directory];
  return { command: (port) => pinning.server([...command, `${port}`, routing]), ready: '/readyz' };
}

/** A server of this folder that only echoes. */
export function echoServer({ pinning }: BenchContext, name: 'koaEcho' | 'nodeEcho'): ServerOptions {
  return { command: (port) => pinning.server([process.execPath, join(servers, `${name}.ts`), `${port}`]), ready: '/' };
}

export function pythonServer({ pinning }: BenchContext, peers: PythonPeers, application: 'sklearn_app' | 'onnx_app'): ServerOptions {
  return {
    command: (port) => pinning.server(uvicornCommand(peers, application, port)),
    ready: '/ready',
    // Numeric libraries would start a thread per core, also those the process may not use.
    env: { FOREST: peers.forest, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  };
}
