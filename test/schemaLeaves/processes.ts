import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { type ModelMonitor, planFor } from '@modelmonitor/api';
import { encodeWindow } from '@modelmonitor/tables/window';
import { checkCommand } from '../../job/src/check/checkCommand.ts';
import { driftArguments } from '../../job/src/driftArguments.ts';
import { createCapture } from '../../predictor/src/capture/capture.ts';
import { emptyAccount } from '../../predictor/src/capture/captureAccount.ts';
import { captureWindow } from '../../predictor/src/capture/captureWindow.ts';
import { contractOf } from '../../predictor/src/contract/contract.ts';
import { startTestApp } from '../../predictor/src/http/page/testApp.ts';
import { loadServingState } from '../../predictor/src/serving/servingState.ts';
import { registerLiveTelemetry } from '../../predictor/src/telemetry/liveTelemetry.ts';
import { createTelemetry } from '../../predictor/src/telemetry/telemetry.ts';
import { testSources } from '../../predictor/src/testSources.ts';

const minute = 60_000;
const noon = Date.UTC(2026, 5, 1, 12);

/** Rows that a predictor captures until noon, so many minutes apart. */
function capturedRows(monitor: ModelMonitor, capture: ModelMonitor['spec']['capture'], minutes: number) {
  const count = 40;
  const contract = contractOf(monitor.spec.model);
  let time = noon - count * minutes * minute;
  let drawn = 0;
  const random = () => (drawn++ % 10) / 10;
  const captured = createCapture({ contract, spec: capture, now: () => time, random, series: 'test', account: emptyAccount() });
  for (let row = 0; row < count; row++) {
    time += minutes * minute;
    const predictions = { values: Float64Array.of(row % 2), probabilities: Float64Array.of(1 - (row % 2), row % 2, 0) };
    const id = captured.record({ rows: Float64Array.of(row, 50 - row, row % 2, row * row), predictions, version: 'v1' })(0);
    captured.label(id, (row + 1) % 2);
  }
  const window = captureWindow(captured, { monitor: monitor.metadata, maxRows: count, now: noon });
  return { contract, captured, window };
}

/** What a predictor exports and keeps with the resource it reads. */
export async function predictorState(monitor: ModelMonitor): Promise<unknown> {
  const { contract, captured, window } = capturedRows(monitor, monitor.spec.capture, 20);
  const { registry } = createTelemetry({ modelmonitor: 'full' });
  const state = await loadServingState(
    monitor,
    testSources(() => Promise.reject(new Error('there is no file'))),
  );
  registerLiveTelemetry(registry, () => ({ state, capture: captured, features: undefined, authenticate: (_context, next) => next() }));
  // Metrics of the process itself differ from moment to moment.
  const metrics = (await registry.metrics()).split('\n').filter((line) => line.startsWith('modelmonitor_'));
  return { contract, account: captured.account, window, metrics };
}

/** Responses of a predictor: its documentation, its status, and requests at the bounds that the example sets. */
export async function predictorResponses(monitor: ModelMonitor): Promise<unknown> {
  // A recorded probability that the tolerance decides about: the model's is two thirds.
  const verifyRows = { rows: [{ features: { a: 1 }, probabilities: { bad: 0.4 } }] };
  const app = await startTestApp({ monitor, verifyRows, now: () => noon });
  const post = async (path: string, body: string) => {
    const response = await fetch(`${app.origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return [response.status, await response.text()];
  };
  try {
    const preflight = { origin: 'https://a.example', 'access-control-request-method': 'POST' };
    const { headers } = await fetch(`${app.origin}/predict`, { method: 'OPTIONS', headers: preflight });
    const { conditions: _, ...status } = (await (await fetch(`${app.origin}/status`)).json()) as Record<string, unknown>;
    const responses = [
      await post('/predict', '{}'.padEnd(2049)),
      await post('/predict/batch', JSON.stringify({ instances: [{}, {}, {}] })),
      await post('/predict/batch', JSON.stringify({ instances: [{}, {}] })),
      await post('/predict/batch', JSON.stringify({ instances: [{}, {}] })),
    ];
    for (let request = 0; request < 16; request++) responses.push(await post('/predict', '{}'));
    const allowed = headers.get('access-control-allow-origin');
    return { allowed, status, openapi: await (await fetch(`${app.origin}/openapi.json`)).json(), responses };
  } finally {
    await app.close();
  }
}

/** The report of a drift job that reads the resource, and how many reports it keeps. */
export async function driftReports(monitor: ModelMonitor, runs: number): Promise<unknown> {
  const directory = mkdtempSync(join(tmpdir(), 'leaves-'));
  const { mounts, monitor: resolved } = planFor(monitor);
  const reference = mounts.find(({ field }) => field.startsWith('spec.drift.reference'));
  const files = { 'monitor.json': JSON.stringify(resolved), ...(reference === undefined ? {} : { [reference.path]: referenceCsv() }) };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, dirname(path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const { redact = [] } = monitor.spec.capture;
  const { window } = capturedRows(monitor, { store: 'buffer', maxRows: 1000, maxAge: '30d', sample: 1, redact }, 5);
  const command = driftArguments(['check', '--config', directory, '--reports', join(directory, 'reports')]);
  if (command.command !== 'check') throw new Error('expected a check');
  const world = {
    sleep: async () => undefined,
    random: () => 0,
    lookUp: async () => [],
    cluster: { host: undefined, port: undefined },
    warn: () => undefined,
  };
  const answers: unknown[] = [];
  for (let run = 0; run < runs; run++) {
    answers.push(await checkCommand(command, { ...world, stdin: Readable.from([encodeWindow(window)]), now: () => noon + run * minute }));
  }
  const kept = readdirSync(join(directory, 'reports')).length;
  rmSync(directory, { recursive: true });
  return { answers, kept };
}

/** Forty rows, in which the features differ from those of the traffic. */
function referenceCsv(): string {
  const rows = Array.from({ length: 40 }, (_, row) => [row * 2, 30 - row, row % 3 === 0 ? 'red' : 'white', row, row % 2 ? 'good' : 'bad']);
  return ['a,b,c,d,quality', ...rows.map((row) => row.join(','))].join('\n');
}
