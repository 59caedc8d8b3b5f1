import { constantForest, testMonitor, testRegression, testVersion } from '../../predictor/src/testConfiguration.ts';
import { startTestPredictor, type TestPredictor, until } from '../../predictor/src/testPredictor.ts';
import { startPerformanceExporter } from './performanceExporter.ts';

/**
 * Predictors without a cluster that do everything a dashboard shows: shadow versions, labels, missing values, evicted rows, a registry that
 * is down, numbers; and one without traffic.
 */
export interface BusyPredictors {
  readonly addresses: readonly string[];
  /** Sends each a few requests. */
  work(): Promise<void>;
  close(): Promise<void>;
}

/** Rows that a buffer keeps: so few that some are evicted. */
const keptRows = 80;

export async function startBusyPredictors(): Promise<BusyPredictors> {
  const idle = startTestPredictor({ monitor: testMonitor({ name: 'idle' }) });
  const all = await Promise.all([startClasses(), startTestPredictor({ ...testRegression('numbers'), drift: 'real' }), idle]);
  const [classes, numbers] = all;
  const performance = await startPerformanceExporter();
  let row = 0;
  const work = async () => {
    const id = `row-${row++}`;
    await classes.predict([1 + (row % 50), 'clay', row % 2 === 0 ? null : 12], { id });
    await classes.predict([-999, 'clay', 12]);
    await classes.post('/feedback', { id, actual: 'white' });
    await numbers.predict([row % 100]);
  };
  for (let turn = 0; turn < keptRows; turn++) await work();
  await until(async () => (await classes.post('/generate_reports', {})).status === 200);
  return {
    addresses: [...all.map(({ running }) => `127.0.0.1:${running.port}`), performance.address],
    work,
    close: async () => void (await Promise.all([...all, performance].map((one) => one.close()))),
  };
}

function startClasses(): Promise<TestPredictor> {
  const registry = { mlflow: { trackingURI: 'http://127.0.0.1:1', model: 'wine' } };
  const versions = [
    testVersion('v1', { traffic: 100 }),
    testVersion('dark', { shadow: true }),
    { name: 'registered', source: registry, refresh: { every: '10s' }, traffic: 0 },
  ];
  return startTestPredictor({
    monitor: testMonitor({
      name: 'classes',
      versions,
      capture: { maxRows: keptRows },
      drift: { window: { maxRows: 60, minRows: 50 }, segments: [{ version: 'v1' }] },
    }),
    files: { 'configmaps/dark/model.json': constantForest(0) },
    drift: 'real',
    // Drift metrics come from stored reports.
    withData: true,
  });
}
