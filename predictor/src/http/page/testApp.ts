import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ModelMonitor, type Source, unsupportedFields } from '@modelmonitor/api';
import { fileReportStore } from '@modelmonitor/job';
import { sourceBytes } from '@modelmonitor/sources';
import type Koa from 'koa';
import type { Middleware } from 'koa';
import { exampleHistory } from '../../../../api/src/report/exampleHistory.ts';
import { reportPages } from '../../../../job/src/reports/reportPages.ts';
import { createCapture } from '../../capture/capture.ts';
import { emptyAccount } from '../../capture/captureAccount.ts';
import { captureWindow } from '../../capture/captureWindow.ts';
import { createLabelJoin } from '../../labels/joinLabels.ts';
import { createEventReceiver } from '../../serving/eventReceiver.ts';
import { createExplanationService } from '../../serving/explanationService.ts';
import { createPredictionService, openToAll } from '../../serving/predictionService.ts';
import { loadServingState } from '../../serving/servingState.ts';
import { accountOf } from '../../store/capturedAccount.ts';
import { performanceSummary } from '../../store/performanceSummary.ts';
import { storeSummary } from '../../store/storeSummary.ts';
import { createRecentTraffic } from '../../telemetry/recentTraffic.ts';
import { createTelemetry } from '../../telemetry/telemetry.ts';
import { testSources } from '../../testSources.ts';
import { createApp } from '../createApp.ts';
import { exampleDriftReport } from './exampleDriftReport.ts';

/** A complete predictor on its own port, from the parts of the product. */
export interface TestApp {
  readonly origin: string;
  /** Starts listening again on the same port. */
  listen(): Promise<void>;
  /** Stops listening and cuts every connection. */
  stopListening(): Promise<void>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  readonly monitor: ModelMonitor;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What a source named `verify` holds. */
  readonly verifyRows?: object;
  /** Authenticates callers; admits all when absent. */
  readonly authenticate?: Middleware;
}

/** Serves a monitor whose versions are forests of three trees, but for those whose source has the key broken.json. */
export async function startTestApp(options: TestAppOptions): Promise<TestApp> {
  const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-page-'));
  const koa = await koaOf(options, directory);
  let server = createServer(koa.callback());
  let port = 0;
  const app = {
    get origin() {
      return `http://127.0.0.1:${port}`;
    },
    async listen() {
      server = createServer(koa.callback());
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      const address = server.address();
      if (address !== null && typeof address === 'object') port = address.port;
    },
    async stopListening() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    async close() {
      await app.stopListening();
      await rm(directory, { recursive: true, force: true });
    },
  };
  await app.listen();
  return app;
}

async function koaOf({ monitor, now, verifyRows, authenticate = openToAll }: TestAppOptions, directory: string): Promise<Koa> {
  const content = ({ configMap, file }: Source): unknown => {
    if ((configMap?.name ?? file?.path ?? '').startsWith('verify')) return verifyRows;
    return configMap?.key === 'broken.json' ? 'torn' : forestFor(monitor);
  };
  const bytesOf = async (source: Source) => sourceBytes(Buffer.from(JSON.stringify(content(source))), 'a test');
  const state = await loadServingState(monitor, testSources(bytesOf, now));
  const { contract } = state;
  const monotonicSeconds = () => now() / 1000;
  const capture = createCapture({ contract, spec: monitor.spec.capture, now, random: () => 0, series: 'test', account: emptyAccount() });
  const live = () => ({ state, capture, features: undefined, authenticate });
  const telemetry = createTelemetry({ modelmonitor: monitor.metadata.name });
  const reports = fileReportStore(directory, { history: 20, now });
  const store = { client: () => undefined, kind: () => 'buffer' as const, account: (captured: number) => accountOf(captured, []) };
  return createApp({
    live,
    host: '127.0.0.1',
    store,
    storeSummary: () => {
      const performance = performanceSummary(exampleHistory());
      const summary = storeSummary({ store, captured: capture.account.captured, waitingLabels: 0, health: undefined });
      return performance === undefined ? summary : { ...summary, performance };
    },
    joinLabels: createLabelJoin({
      capture: () => capture,
      store: store.client,
      outcomes: telemetry.tallies.feedback,
      countDropped: () => undefined,
      now,
    }),
    telemetry,
    reports,
    now,
    monotonicSeconds,
    turn: async () => undefined,
    predict: createPredictionService({ live, telemetry, shadow: () => undefined, monotonicSeconds, turn: async () => undefined }),
    events: createEventReceiver({ live, telemetry, monotonicSeconds }),
    explain: createExplanationService({
      state: () => state,
      background: async () => referenceRows(monitor),
      monotonicSeconds,
      turn: async () => undefined,
    }),
    recent: createRecentTraffic(monotonicSeconds),
    async runDriftCheck() {
      const window = captureWindow(capture, { monitor: monitor.metadata, maxRows: 1000, now: now() });
      const report = exampleDriftReport({ monitor, contract, window, now: new Date(now()) });
      await reports.save(report, reportPages(report));
      return report;
    },
    configurationError: () => undefined,
    isClosing: () => false,
    missing: () => undefined,
    unsupported: () => unsupportedFields(monitor, 'laptop'),
    logError: () => undefined,
    release: '0.1.0',
    withMetrics: true,
  });
}

/** Two rows on both sides of the trees' threshold. */
function referenceRows({ spec: { model } }: ModelMonitor) {
  const values = model.features.map(({ name, type, values: [category = null] = [] }) => [
    name,
    type === 'numeric' ? [12, 13] : [category, null],
  ]);
  return { rows: 2, features: Object.fromEntries(values) };
}

/** Three trees: two split the first feature at 12.5 into the classes 0 and 2, one always predicts class 1. */
function forestFor({ spec: { model } }: ModelMonitor): object {
  return {
    format: 'modelmonitor/forest',
    formatVersion: 1,
    task: model.task,
    aggregation: model.task === 'classification' ? 'vote' : 'mean',
    features: model.features.map(({ name }) => name),
    categories: Object.fromEntries(model.features.filter(({ type }) => type === 'categorical').map(({ name, values }) => [name, values])),
    classes: model.target.classes ?? [],
    training: {},
    trees: [
      { feature: [0, -1, -1], value: [12.5, 0, 2] },
      { feature: [-1], value: [1] },
      { feature: [0, -1, -1], value: [12.5, 0, 2] },
    ],
  };
}
