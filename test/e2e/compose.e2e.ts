import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { command, runProgram } from '../command.ts';
import { eventually } from '../controlPlane/eventually.ts';
import { leaveOut } from '../leaveOut.ts';
import { prometheusQuery } from './prometheusQuery.ts';
import { stepMilliseconds, steps } from './steps.ts';

const repository = join(import.meta.dirname, '../..');
const surroundings = { environment: process.env, write: (text: string) => void process.stderr.write(text) };
const what = 'the run of docker compose';
const hasCompose = (await command('docker', ['compose', 'version'])).code === 0 && (await command('docker', ['info'])).code === 0;
if (!hasCompose) leaveOut(`${what}: docker with compose v2 is needed, and there is none`, surroundings);

/** Services whose images are here; Grafana's and cAdvisor's may not be had, and are then checked by their contracts only. */
const started = ['postgres', 'predictor', 'prometheus', 'alertmanager', 'node-exporter'];
const ports = { PREDICTOR_PORT: '18000', PROMETHEUS_PORT: '19090', ALERTMANAGER_PORT: '19093', GRAFANA_PORT: '13000' };
const [model, prometheus, alertmanager] = ['http://127.0.0.1:18000', 'http://127.0.0.1:19090', 'http://127.0.0.1:19093'];
const environment = { ...ports, COMPOSE_PROJECT_NAME: 'modelmonitor-test' };
/** Rules as Prometheus has them. */
const rules = async () => {
  const answer = await fetch(`${prometheus}/api/v1/rules`);
  const { data } = (await answer.json()) as { data: { groups: { rules: { health: string; name: string }[] }[] } };
  return data.groups.flatMap((group) => group.rules);
};
const compose = (...args: readonly string[]) => runProgram('docker', ['compose', ...args], { environment });
/** The first value of a query; 0 without series. */
const sampleOf = async (expression: string) => (await prometheusQuery(prometheus, expression))[0]?.value ?? 0;
/** A statement in the database of the stack. */
const sql = async (statement: string) =>
  (
    await compose('exec', '-T', 'postgres', 'psql', '--username=modelmonitor', '--tuples-only', '--no-align', `--command=${statement}`)
  ).trim();
/** What `modelmonitor log check` finds: the equation of each process that wrote to the database. */
const checkLog = async () => {
  const objects = ['/models', '/wine/model-v1.yaml', '/wine/model-v2.yaml', '/wine/reference.yaml', '/run/secrets/database.yaml'];
  const check = ['/app/cli/src/modelmonitor.js', 'log', 'check', '--json', ...objects.map((path) => `--filename=${path}`)];
  return JSON.parse(await compose('exec', '-T', 'predictor', 'node', ...check));
};
/** Sends rows of the wine example from this machine, and the label of each a second later. */
const sendTraffic = (count: number, ...more: readonly string[]) =>
  runProgram(process.execPath, [
    ...[join(repository, 'cli/src/modelmonitor.js'), 'traffic', '--url', `${model}/predict`, '--data', 'examples/wine/wine.csv'],
    ...['--labels', 'cultivar', '--label-delay', '1s', '--count', String(count), '--rate', '300', ...more],
  ]);

(hasCompose ? describe : describe.skip)(what, () => {
  const step = steps();
  beforeAll(async () => {
    await runProgram(join(repository, 'compose/secrets'), []);
    await command('docker', ['compose', 'down', '--volumes'], { environment });
  }, stepMilliseconds);
  afterAll(
    () => command('docker', ['compose', '--profile', 'traffic', 'down', '--volumes', '--remove-orphans'], { environment }),
    stepMilliseconds,
  );

  step('it comes up healthy', async () => {
    await compose('up', '--detach', '--wait', '--wait-timeout', '120', ...started);
    const { status } = await fetch(`${model}/readyz`);
    expect(status).toBe(200);
  });

  step('no password has a default, and no secret is in the environment or the configuration of a container', async () => {
    expect(existsSync(join(repository, 'compose/secrets.d/grafana-password'))).toBe(true);
    const shown = await compose('config');
    expect(shown).not.toMatch(/(password|token|secret)[^\n]*:\s+(admin|prom-operator|changeme)/i);
    const inspected = await runProgram('docker', ['inspect', ...(await compose('ps', '--quiet')).trim().split('\n')]);
    expect(inspected).not.toMatch(/PASSWORD=/);
  });

  step('every target is up, and the rules are loaded', async () => {
    const up = async () => (await prometheusQuery(prometheus, 'up')).filter(({ value }) => value === 1).map(({ metric }) => metric['job']);
    await eventually('targets', async () => (await up()).length === 4, { seconds: 60 });
    await eventually('evaluated rules', async () => (await rules()).every(({ health }) => health === 'ok'), { seconds: 60 });
    const names = (await rules()).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['model_drift_score', 'DataDriftDetected', 'HighPredictionLatency']));
  });

  step('the profile of traffic sends requests', async () => {
    await compose('--profile', 'traffic', 'up', '--detach', 'traffic');
    const predictions = 'sum(modelmonitor_predictions_total)';
    await eventually('predictions', async () => ((await prometheusQuery(prometheus, predictions))[0]?.value ?? 0) > 20, { seconds: 90 });
    await compose('--profile', 'traffic', 'stop', 'traffic');
  });

  step('an alert of drift reaches Alertmanager', async () => {
    const shift =
      'alcohol=+2sd,flavanoids=+3sd,hue=-3sd,ash=+3sd,color_intensity=+3sd,total_phenols=+3sd,proanthocyanins=+3sd,malic_acid=+2sd';
    await sendTraffic(700, '--shift', shift);
    const alerts = async () => await (await fetch(`${alertmanager}/api/v2/alerts`)).text();
    await eventually('the alert', async () => (await alerts()).includes('DataDriftDetected'), { seconds: 300, everyMilliseconds: 1000 });
  });

  step('every prediction and label is in the database', async () => {
    const outcome = await sendTraffic(500);
    expect(outcome).toMatch(/labels: 500 sent, 500 joined\n/);
    const captured = 'sum(modelmonitor_captured_total)';
    const written = 'sum(modelmonitor_store_written_total)';
    await eventually('what was captured to be written', async () => (await sampleOf(`${captured} - ${written}`)) === 0, { seconds: 60 });
    expect(await sampleOf('sum(modelmonitor_store_dropped_total) + sum(modelmonitor_store_failed_total)')).toBe(0);
    expect(await sampleOf('modelmonitor_dependency_up{dependency="postgres"}')).toBe(1);
    expect(Number(await sql('select count(*) from modelmonitor_predictions'))).toBeGreaterThanOrEqual(1200);
    expect(await checkLog()).toMatchObject({ isComplete: true });
  });

  step('a database that is down for a minute costs no prediction and no row', async () => {
    const stored = async () => Number(await sql('select count(*) from modelmonitor_predictions'));
    const before = await stored();
    await compose('stop', 'postgres');
    const stopped = performance.now();
    const outcome = await runProgram(process.execPath, [
      ...[join(repository, 'cli/src/modelmonitor.js'), 'traffic', '--url', `${model}/predict`, '--data', 'examples/wine/wine.csv'],
      ...['--exclude', 'cultivar', '--count', '1000', '--rate', '200'],
    ]);
    expect(outcome).toMatch(/^200 +1,000 +100.0 %/m);
    await eventually('the metric', async () => (await sampleOf('modelmonitor_dependency_up{dependency="postgres"}')) === 0, {
      seconds: 60,
    });
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 60_000 - (performance.now() - stopped))));
    await compose('start', 'postgres');
    await eventually('the rows', async () => (await stored()) === before + 1000, { seconds: 90, everyMilliseconds: 1000 });
    expect(await sampleOf('sum(modelmonitor_store_dropped_total)')).toBe(0);
    expect(await checkLog()).toMatchObject({ isComplete: true });
  });

  step('a restart keeps rows, reports and series', async () => {
    const reports = async () =>
      ((await (await fetch(`${model}/reports`)).json()) as { reports: { run: string }[] }).reports.map(({ run }) => run);
    const before = await reports();
    expect(before.length).toBeGreaterThan(0);
    const rows = await sql('select count(*) from modelmonitor_predictions');
    await compose('restart', 'predictor', 'prometheus', 'postgres');
    await eventually('the model again', async () => (await fetch(`${model}/readyz`)).status === 200, { seconds: 60 });
    expect(await reports()).toEqual(before);
    await eventually('the database', async () => (await sql('select count(*) from modelmonitor_predictions')) === rows, { seconds: 60 });
    expect(await checkLog()).toMatchObject({ isComplete: true });
    // Series of before the restart: the buffer of the new process is empty, since rows of a database may be those of other processes.
    await eventually('series of before', async () => (await sampleOf('max(max_over_time(modelmonitor_capture_rows[30m]))')) > 100, {
      seconds: 60,
    });
  });

  step('logs are lines of JSON', async () => {
    const lines = (await compose('logs', '--no-log-prefix', 'predictor')).trim().split('\n');
    expect(lines.filter((line) => !line.startsWith('{'))).toEqual([]);
  });

  step('it goes down and leaves nothing running', async () => {
    await compose('--profile', 'traffic', 'down');
    expect((await compose('ps', '--all', '--quiet')).trim()).toBe('');
  });
});
