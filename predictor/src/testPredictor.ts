import { randomBytes } from 'node:crypto';
import { access, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Environment } from './environment.ts';
import { type LogRecord, plainLine } from './log/logRecord.ts';
import { type RunningPredictor, startPredictor } from './startPredictor.ts';
import { systemEnvironment } from './systemEnvironment.ts';
import { type TestAnswer, type TestClient, testClient } from './testClient.ts';
import { type TestFiles, testFiles, testMonitor, writeConfiguration } from './testConfiguration.ts';

export interface TestPredictorOptions {
  readonly monitor?: string | object;
  /** On top of `testFiles`. */
  readonly files?: TestFiles;
  /** Milliseconds since 1970; the real time when absent. */
  readonly now?: () => number;
  /** A number in [0, 1); always 0 when absent. */
  readonly random?: () => number;
  readonly withData?: boolean;
  /** Address that it listens on; this machine by default. */
  readonly host?: string;
  readonly internalPort?: number;
  /** Where reports of a cluster are mounted. */
  readonly mountedReportsDirectory?: string;
  /** Where the credentials of clients are, if not in the configuration directory. */
  readonly clientsDirectory?: string;
  readonly port?: number;
  /** The real drift job, or the prepared results of a stub; without a result the stub fails. */
  readonly drift?: 'real' | { readonly bins?: object; readonly background?: object; readonly check?: object; readonly seconds?: number };
  /** A configuration that replaces the first one while that is being loaded. */
  readonly whileLoading?: { readonly monitor: string | object };
  /** Folder of an earlier predictor, to start again from what it left. */
  readonly folder?: string;
}

/** A predictor started the way `main` starts it, from files it reads and with a log that is kept; its timers run 25 times as fast. */
export interface TestPredictor extends TestClient {
  readonly running: RunningPredictor;
  readonly folder: string;
  readonly dataDirectory: string;
  readonly log: readonly LogRecord[];
  /** Every log record as text. */
  readonly logText: () => string;
  readonly metrics: () => Promise<string>;
  /** Replaces the whole configuration atomically. */
  readonly configure: (content: { monitor: string | object; files?: TestFiles }) => Promise<void>;
  readonly predict: (features: unknown, more?: object) => Promise<TestAnswer>;
  readonly stop: () => Promise<void>;
  /** Stops and removes every file. */
  readonly close: () => Promise<void>;
}

const timerSpeed = 25;

/** What a test that failed did not stop. */
const stillRunning = new Set<RunningPredictor>();

afterAll(async () => {
  for (const predictor of stillRunning) await predictor.close();
});

export async function startTestPredictor(options: TestPredictorOptions = {}): Promise<TestPredictor> {
  const { monitor = testMonitor(), files = {}, drift = {} } = options;
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'modelmonitor-predictor-')));
  let generation = 1;
  const configDirectory = await mkdtemp(join(folder, 'config-'));
  const dataDirectory = join(folder, 'data');
  await writeConfiguration(configDirectory, generation, { monitor, files: { ...testFiles, ...files } });
  const log: LogRecord[] = [];
  const execPath = drift === 'real' ? process.execPath : await stubDriftJob(configDirectory, drift);
  const environment = testEnvironment(options, { execPath, writeLog: (record) => log.push(record) });
  const starting = startPredictor({ configDirectory, ...testPlacement(options, dataDirectory) }, environment);
  if (options.whileLoading !== undefined) {
    // The drift job runs after the resource was read and before anything watches it; here it takes its time.
    await until(() => started(configDirectory));
    generation++;
    await writeConfiguration(configDirectory, generation, { files: { ...testFiles, ...files }, ...options.whileLoading });
  }
  // A drift job that is still on its way may write into what is being removed.
  const removeFiles = () => rm(folder, { recursive: true, force: true, maxRetries: 10 });
  const running = await starting.catch(async (error: Error) => {
    await removeFiles();
    throw error;
  });
  stillRunning.add(running);
  const client = testClient(running.port);
  const stop = async () => {
    stillRunning.delete(running);
    client.disconnect();
    await running.close();
  };
  return {
    ...client,
    running,
    folder,
    dataDirectory,
    log,
    logText: () => log.map(plainLine).join(''),
    metrics: async () => (await client.get('/metrics')).text,
    configure: (content) => {
      generation++;
      return writeConfiguration(configDirectory, generation, { ...content, files: { ...testFiles, ...content.files } });
    },
    predict: (features, more = {}) => client.post('/predict', { features, ...more }),
    stop,
    async close() {
      await stop();
      await removeFiles();
    },
  };
}

function testPlacement(
  { host = '127.0.0.1', port = 0, withData, mountedReportsDirectory, clientsDirectory, internalPort }: TestPredictorOptions,
  dataDirectory: string,
) {
  return {
    host,
    port,
    allowLocalAddresses: true,
    ...(withData === true ? { dataDirectory, keptModelsDirectory: join(dataDirectory, 'models') } : {}),
    ...(mountedReportsDirectory === undefined ? {} : { mountedReportsDirectory }),
    ...(clientsDirectory === undefined ? {} : { clientsDirectory }),
    ...(internalPort === undefined ? {} : { internalPort }),
  };
}

function testEnvironment(
  { now = Date.now, random = () => 0 }: TestPredictorOptions,
  given: { execPath: string; writeLog: (record: LogRecord) => void },
): Environment {
  return systemEnvironment({
    randomBytes,
    ...given,
    now,
    random,
    monotonicMilliseconds: () => performance.now(),
    sleep: (milliseconds, signal) => pause(milliseconds / timerSpeed, signal),
    turn: () => setImmediate(),
  });
}

/** A program with the arguments of a drift job that prints prepared results. */
async function stubDriftJob(
  directory: string,
  answers: { readonly bins?: object; readonly background?: object; readonly check?: object; readonly seconds?: number },
): Promise<string> {
  const { seconds = 0 } = answers;
  const path = join(directory, '..drift-job');
  for (const [name, answer] of Object.entries({ bins: answers.bins, background: answers.background, check: answers.check }))
    if (answer !== undefined) await writeFile(`${path}-${name}.json`, JSON.stringify(answer));
  // Flags of Node and the path of the program come first.
  const command = 'for name; do case "$name" in bins|background|check) break;; esac; done';
  await writeFile(path, `#!/bin/sh\n${command}\ntouch "${path}-started"\ncat > /dev/null\nsleep ${seconds}\ncat "${path}-$name.json"\n`);
  await chmod(path, 0o755);
  return path;
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await setTimeout(milliseconds, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) }).catch(() => undefined);
}

function started(directory: string): Promise<boolean> {
  return access(join(directory, '..drift-job-started')).then(
    () => true,
    () => false,
  );
}

/** Looks again and again until something is so; fails after a minute and a half. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 90_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`this did not become so within 90 s: ${isSo}`);
    await setTimeout(20);
  }
}
