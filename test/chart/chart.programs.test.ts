import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../command.ts';
import { toolPaths } from '../tools/toolPaths.ts';

const chart = join(import.meta.dirname, '../../charts/modelmonitor');
const values = readdirSync(join(chart, 'ci')).map((file) => join(chart, 'ci', file));
const what = 'the chart, as helm 3, helm 4 and helm-unittest see it';
const tools = await toolPaths(['helm', 'helm3', 'helm-unittest'], {
  what,
  environment: process.env,
  write: (text) => void process.stderr.write(text),
});
// A helm that was not built for a version of Kubernetes takes a very old one for the cluster's.
const template = ['template', 'release', chart, '--kube-version=1.34.0'];
const helms = [tools?.helm ?? 'helm', tools?.helm3 ?? 'helm3'];

(tools === undefined ? describe.skip : describe)(what, () => {
  test.each(helms)('%s accepts it with every file of values', async (helm) => {
    for (const file of values) {
      const { code, stdout } = await command(helm, ['lint', '--strict', chart, '--values', file]);
      expect([code, stdout]).toEqual([0, expect.stringContaining('0 chart(s) failed')]);
    }
  });

  test.each(values)('helm 3 and helm 4 render the same of %s', async (file) => {
    const rendered = await Promise.all(helms.map((helm) => command(helm, [...template, '--values', file])));
    expect(rendered[0]).toMatchObject({ code: 0, stderr: '' });
    expect(objectsOf(rendered[1]?.stdout)).toEqual(objectsOf(rendered[0]?.stdout));
  });

  test.each([
    { values: 'operator.replica=2', expected: /additional properties 'replica' not allowed/ },
    { values: 'operator.replicas=-1', expected: /operator\/replicas/ },
    { values: 'operator.minAvailable=half', expected: /operator\/minAvailable/ },
    {
      values: 'prometheusRule.alerts.PredictorDwn.for=5m',
      expected: /prometheusRule\/alerts': additional properties 'PredictorDwn' not allowed/,
    },
    { values: 'prometheusRule.alerts.PredictorDown.after=5m', expected: /prometheusRule\/alerts\/PredictorDown[\s\S]*'after'/ },
    { values: 'imagePullSecrets[0].nam=x', expected: /imagePullSecrets\/0/ },
    { values: 'serviceMonitor.renderMode=never', expected: /'skipIfMissing', 'failIfMissing', 'alwaysRender'/ },
    { values: 'predictor.image.digest=latest', expected: /does not match pattern/ },
  ])('$values is refused with the reason', async ({ values: wrong, expected }) => {
    const { code, stderr } = await command(helms[0] ?? '', [...template, '--set', wrong]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(expected)]);
  });

  test('helm-unittest', async () => {
    const { code, stdout } = await command(tools?.['helm-unittest'] ?? '', ['--strict', chart]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Tests: +\d\d passed/)]);
  }, 60_000);
});

/** Documents without the comments that tell their templates, in any order. */
function objectsOf(text = ''): string[] {
  return text
    .split(/^---$/m)
    .map((document) => document.replace(/^#.*$/gm, '').trim())
    .filter((document) => document !== '')
    .sort();
}
