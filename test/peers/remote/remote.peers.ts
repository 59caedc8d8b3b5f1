import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RemoteSource } from '@modelmonitor/api';
import { connectRemote } from '../../../sources/src/remote/connectRemote.ts';
import type { RemoteCell, RemoteContract } from '../../../sources/src/remote/remoteModel.ts';
import { commandOutput } from '../../bench/commandOutput.ts';
import { pythonEnvironment } from '../../bench/pythonEnvironment.ts';
import { type RunningServer, startServer } from '../../bench/server.ts';
import { leaveOut } from '../../leaveOut.ts';

const write = (text: string) => void process.stderr.write(text);
const python = await pythonEnvironment('peers-mlserver', join(import.meta.dirname, 'mlserver-requirements.txt'), write).catch(
  (error: Error) =>
    leaveOut(`MLServer: Python 3 with pip and its packages are needed (${error.message})`, { environment: process.env, write }),
);

interface Expected {
  readonly rows: readonly (readonly RemoteCell[])[];
  readonly answers: readonly (number | readonly number[])[];
}

let folder: string;
let expected: Readonly<Record<'wine' | 'towns' | 'boosted', Expected>>;
const servers: RunningServer[] = [];
beforeAll(async () => {
  if (python === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'modelmonitor-peers-'));
  await commandOutput([python.python, join(import.meta.dirname, 'train_models.py'), folder], { timeoutMilliseconds: 120_000 });
  expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
}, 300_000);
afterAll(async () => {
  for (const server of servers) await server.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

async function start(command: (port: number) => string[], ready: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const path = `${python?.folder}/bin:${process.env['PATH']}`;
  const server = await startServer({
    command,
    ready,
    env: { PATH: path, ...env },
    readyWithinMilliseconds: 120_000,
    lookMilliseconds: 200,
  });
  servers.push(server);
  return server.url;
}

const numeric = (...names: string[]) => names.map((name) => ({ name, type: 'numeric' as const }));
const wine: RemoteContract = { task: 'classification', features: numeric('alcohol', 'malic_acid', 'ash'), classes: ['0', '1', '2'] };
const towns: RemoteContract = {
  task: 'classification',
  features: [...numeric('age'), { name: 'town', type: 'categorical' }],
  classes: ['no', 'yes'],
};
const value: RemoteContract = { ...wine, task: 'regression', classes: [] };

async function answersOf(
  remote: Partial<RemoteSource> & Pick<RemoteSource, 'url' | 'protocol'>,
  contract: RemoteContract,
  rows: Expected['rows'],
) {
  const context = { readSecret: async () => '', ca: undefined, allowLocalAddresses: true, now: () => performance.now() };
  const model = await connectRemote({ timeout: '10s', maxInFlight: 4, idempotent: false, ...remote } as RemoteSource, contract, context);
  const { values, probabilities } = await model.predict(rows);
  const width = contract.classes.length;
  return Array.from(values, (one, row) =>
    probabilities === undefined ? one : [...probabilities.subarray(row * width, (row + 1) * width)],
  );
}

const testWithPython = python === undefined ? test.skip : test;

testWithPython(
  'MLServer: a matrix, a frame with texts, and XGBoost, as the libraries answer',
  async () => {
    const url = await start((port) => {
      const settings = { host: '127.0.0.1', http_port: port, grpc_port: port + 1, metrics_port: port + 2, parallel_workers: 0 };
      writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
      return [join(python?.folder ?? '', 'bin/mlserver'), 'start', folder];
    }, '/v2/health/ready');
    const v2 = (model: string) => ({ url, protocol: 'v2', model }) as const;
    expect(await answersOf(v2('wine'), wine, expected.wine.rows)).toEqual(expected.wine.answers);
    expect(await answersOf(v2('towns'), towns, expected.towns.rows)).toEqual(expected.towns.answers);
    const values = await answersOf(v2('boosted'), value, expected.boosted.rows);
    expect(values).toEqual(expected.boosted.answers.map((answer) => expect.closeTo(answer as number, 6)));
  },
  180_000,
);

testWithPython(
  'a FastAPI application with JSON of its own',
  async () => {
    const command = (port: number) => [
      join(python?.folder ?? '', 'bin/uvicorn'),
      '--app-dir',
      import.meta.dirname,
      'scoring_app:app',
      '--port',
      `${port}`,
      '--log-level',
      'warning',
    ];
    const url = await start(command, '/health', { MODELS: folder });
    const template = {
      path: '/score',
      health: '/health',
      rows: 'data.rows',
      row: 'object',
      predictions: 'result',
      label: 'label',
      probabilities: 'scores',
    } as const;
    expect(await answersOf({ url, protocol: 'template', template }, towns, expected.towns.rows)).toEqual(expected.towns.answers);
  },
  120_000,
);
