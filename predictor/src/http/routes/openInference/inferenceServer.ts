import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from '@koa/router';
import type { ModelMonitor } from '@modelmonitor/api';
import type { ForestFile } from '@modelmonitor/models';
import { type ReadSource, sourceBytes } from '@modelmonitor/sources';
import Koa from 'koa';
import { createCapture } from '../../../capture/capture.ts';
import { emptyAccount } from '../../../capture/captureAccount.ts';
import { createPredictionService, type Live, openToAll } from '../../../serving/predictionService.ts';
import { loadServingState } from '../../../serving/servingState.ts';
import { takeRefusedRows } from '../../../serving/takeRefusedRows.ts';
import { createRecentTraffic } from '../../../telemetry/recentTraffic.ts';
import { createTelemetry } from '../../../telemetry/telemetry.ts';
import { testSources } from '../../../testSources.ts';
import { exchange } from '../../exchange.ts';
import { predictRoutes } from '../predict.ts';
import { openInferenceHealthRoutes } from './openInferenceHealthRoutes.ts';
import { openInferenceRoutes } from './openInferenceRoutes.ts';

/** A server for tests: /predict and the Open Inference Protocol for a model, on its own port. */
export interface InferenceServer {
  readonly get: (path: string) => Promise<TestAnswer>;
  readonly address: string;
  /** Sends a body as JSON; text and bytes are sent unchanged. */
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<TestAnswer>;
  /** Errors of the server. */
  readonly logged: readonly string[];
  readonly metrics: () => Promise<string>;
  readonly close: () => void;
}

export interface TestAnswer {
  readonly status: number;
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface InferenceServerOptions {
  /** `spec.model`, with its defaults. */
  readonly model: ModelMonitor['spec']['model'];
  /** Model files by the name of the ConfigMap a version's source names. */
  readonly files: Readonly<Record<string, unknown>>;
  readonly limits?: { readonly batchRows: number };
}

/** The resource the server serves, with the fields serving reads and their defaults. */
function testMonitor({ model, limits = { batchRows: 50 } }: InferenceServerOptions): ModelMonitor {
  const monitor = {
    apiVersion: 'modelmonitor.dev/v1alpha1',
    kind: 'ModelMonitor',
    metadata: { name: 'tested', namespace: 'default' },
    spec: {
      model,
      capture: { store: 'buffer', maxRows: 1000, maxAge: '24h', sample: 1 },
      serving: { replicas: 1, limits: { bodyBytes: 1_048_576, ...limits } },
    },
  };
  return monitor as unknown as ModelMonitor;
}

export async function startInferenceServer(options: InferenceServerOptions): Promise<InferenceServer> {
  const read: ReadSource = async (source) =>
    sourceBytes(Buffer.from(JSON.stringify(options.files[source.configMap?.name ?? ''])), 'a test');
  const state = await loadServingState(testMonitor(options), testSources(read));
  let seconds = 0;
  const monotonicSeconds = () => seconds++ / 1000;
  const spec = state.monitor.spec.capture;
  const capture = createCapture({
    contract: state.contract,
    spec,
    now: () => 0,
    random: () => 0,
    series: 'test',
    account: emptyAccount(),
  });
  const telemetry = createTelemetry({ modelmonitor: 'tested' });
  const live = (): Live => ({ state, capture, features: undefined, authenticate: openToAll });
  const predict = createPredictionService({ live, telemetry, shadow: () => undefined, monotonicSeconds, turn: async () => undefined });
  const logged: string[] = [];
  const app = new Koa();
  const router = new Router();
  openInferenceHealthRoutes(router, { state: () => state, isClosing: () => false });
  openInferenceRoutes(router, { predict, live, monotonicSeconds, turn: async () => undefined, release: '1.2.3' });
  predictRoutes(router, { predict, live, monotonicSeconds, turn: async () => undefined, beforePredict: openToAll });
  app.use(
    exchange({
      telemetry,
      recent: createRecentTraffic(monotonicSeconds),
      monotonicSeconds,
      slaSeconds: () => 1,
      takeRefused: takeRefusedRows({ live, telemetry }),
      logError: (message, error) => logged.push(`${message}: ${error}`),
    }),
  );
  app.use(router.routes());
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answerOf = async (response: Response) => {
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  };
  return {
    address,
    get: async (path) => answerOf(await fetch(`${address}${path}`)),
    post: async (path, body, headers = { 'content-type': 'application/json' }) => {
      const content = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
      return answerOf(await fetch(`${address}${path}`, { method: 'POST', body: content, headers }));
    },
    logged,
    metrics: () => telemetry.registry.metrics(),
    close: () => {
      server.close().closeAllConnections();
    },
  };
}

/** A source of a version: the ConfigMap of that name. */
export function fileNamed(name: string): { configMap: { name: string; key: string } } {
  return { configMap: { name, key: 'model.json' } };
}

/** A forest file with defaults for everything else. */
export function forestOf(description: Pick<ForestFile, 'task' | 'features' | 'classes' | 'trees'> & Partial<ForestFile>): ForestFile {
  return {
    format: 'modelmonitor/forest',
    formatVersion: 1,
    aggregation: description.task === 'classification' ? 'vote' : 'mean',
    categories: {},
    training: {},
    ...description,
  };
}
