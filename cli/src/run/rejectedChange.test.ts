import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { eventually, exampleCopy, servedArgs, startedCommands } from './exampleRun.ts';

const { started, endAll } = startedCommands(process.execPath);

afterEach(endAll);

test('an empty manifest of a model shows in readiness and metrics, and SIGTERM ends the process while manifests are validated', async () => {
  const copy = exampleCopy('iris');
  const { addresses, child, ended } = started(servedArgs(copy));
  const address = await eventually('the address', () => addresses()[0]);
  const got = (path: string) => fetch(`${address}${path}`).then(async (response) => `${response.status} ${await response.text()}`);
  const model = copy.file('iris-model-v1.yaml');
  const text = readFileSync(model, 'utf8');
  truncateSync(model);
  await eventually('the reason', async () => (await got('/readyz')).includes('ConfigMap iris-model-v1 does not exist'));
  expect(await got('/readyz')).toMatch(/^200 .*"name":"v1","loaded":true.*"configurationError"/);
  expect(await got('/metrics')).toMatch(/^modelmonitor_config_reloads_total\{.*outcome="refused".*\} 1$/m);
  writeFileSync(model, text);
  await eventually('the right bytes', async () => !(await got('/readyz')).includes('configurationError'));
  // Its validation takes longer than the end of the process may.
  writeFileSync(copy.file('large.yaml'), `kind: List\nitems: [${'{a: {b: [c, d]}}, '.repeat(400_000)}]\n`);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  child.kill('SIGTERM');
  const late = AbortSignal.timeout(8000);
  expect(await Promise.race([ended, new Promise((resolve) => late.addEventListener('abort', () => resolve('runs')))])).toBe(0);
});
