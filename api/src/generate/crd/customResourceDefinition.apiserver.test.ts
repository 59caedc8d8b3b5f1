import { join } from 'node:path';
import { describeWithControlPlane } from '../../../../test/controlPlane/describeWithControlPlane.ts';
import { installCrds } from '../../../../test/controlPlane/installCrds.ts';
import { exampleMonitor } from '../../exampleMonitor.ts';
import type { MonitorStatus } from '../../status/statusSchema.ts';
import { monitorsPath } from '../../validation/serverJudge.ts';

const status: MonitorStatus = {
  observedGeneration: 1,
  conditions: [
    {
      type: 'Ready',
      status: 'True',
      observedGeneration: 1,
      lastTransitionTime: '2026-11-26T18:00:00Z',
      reason: 'Serving',
      message: 'Two of two pods answer.',
    },
  ],
  replicas: 2,
  readyReplicas: 2,
  selector: 'modelmonitor.dev/monitor=wine',
  url: 'http://wine.default.svc:8000',
  traffic: 'v1=80,v2=20',
  versions: [{ name: 'v1', traffic: 80, pods: 2 }],
  drift: {
    lastRunTime: '2024-02-29T18:00:00Z',
    verdict: 'drifted',
    confirmed: 'stable',
    share: 0.25,
    level: 'monitor',
    drifted: ['ash', 'od280/od315_of_diluted_wines'],
    reportConfigMap: 'wine-drift',
    failures: 0,
    history: [{ run: '20261126-180000-000', verdict: 'drifted', share: 0.25, drifted: 2, configMap: 'wine-drift-20261126-180000-000' }],
  },
};

await describeWithControlPlane('the definition of ModelMonitor', {}, (plane) => {
  const definition = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/modelmonitors.modelmonitor.dev';
  const wine = `${monitorsPath()}/wine`;
  const kubectl = async (...args: string[]) => {
    const { stdout, stderr, code } = await plane().kubectl(args);
    expect({ args, stderr, code }).toEqual({ args, stderr: '', code: 0 });
    return stdout;
  };
  const patchedStatus = (change: object) => plane().client.patch(`${wine}/status`, { status: change });

  beforeAll(async () => {
    await installCrds(plane(), [join(import.meta.dirname, '../../../../crds/modelmonitors.modelmonitor.dev.yaml')]);
    expect((await plane().client.post(monitorsPath(), exampleMonitor())).status).toBe(201);
    expect((await patchedStatus(status)).status).toBe(200);
  });

  test('is accepted without a warning about its schema', async () => {
    const { body } = await plane().client.get<{ status: { conditions: { type: string; status: string }[] } }>(definition);
    expect(body.status.conditions.map(({ type, status: is }) => `${type} ${is}`).sort()).toEqual([
      'Established True',
      'NamesAccepted True',
    ]);
  });

  test('kubectl get shows a monitor at a glance, by any of its names', async () => {
    const [head, row] = cells(await kubectl('get', 'mm'));
    expect(head).toEqual(['NAME', 'READY', 'DRIFT', 'SHARE', 'LAST-RUN', 'VERSIONS', 'AGE']);
    expect(row).toEqual([
      'wine',
      'True',
      'stable',
      '0.25',
      expect.stringMatching(/^\d+[smhdy]/),
      'v1=80,v2=20',
      expect.stringMatching(/^\d+[smh]/),
    ]);
    const [wideHead, wideRow] = cells(await kubectl('get', 'modelmonitors', '-o', 'wide'));
    expect(wideHead?.slice(7)).toEqual(['REASON', 'LEVEL', 'URL']);
    expect(wideRow?.slice(7)).toEqual(['Serving', 'monitor', 'http://wine.default.svc:8000']);
    expect(await kubectl('get', 'all', '-o', 'name')).toContain('modelmonitor.modelmonitor.dev/wine\n');
  });

  test('kubectl scale changes the replicas of serving, and knows the pods', async () => {
    expect(await kubectl('scale', 'mm/wine', '--replicas=3')).toBe('modelmonitor.modelmonitor.dev/wine scaled\n');
    expect(await kubectl('get', 'mm/wine', '-o', 'jsonpath={.spec.serving.replicas}')).toBe('3');
    const { body } = await plane().client.get(`${wine}/scale`);
    expect(body).toMatchObject({ spec: { replicas: 3 }, status: { replicas: 2, selector: 'modelmonitor.dev/monitor=wine' } });
    const refused = await plane().kubectl(['scale', 'mm/wine', '--replicas=1001']);
    expect(refused.stderr).toContain('should be less than or equal to 1000');
  });

  test('the status is stored with its types, and only through its own subresource', async () => {
    const { body } = await plane().client.get<{ status: MonitorStatus }>(wine);
    expect(body.status).toEqual(status);
    await plane().client.patch(wine, { status: { replicas: 7 } });
    expect((await plane().client.get<{ status: MonitorStatus }>(wine)).body.status.replicas).toBe(2);
  });

  test.each([
    { name: 'an unknown verdict', change: { drift: { verdict: 'maybe' } }, path: 'status.drift.verdict' },
    { name: 'an invalid time', change: { drift: { lastRunTime: 'yesterday' } }, path: 'status.drift.lastRunTime' },
    {
      name: 'a condition without a reason',
      change: { conditions: [{ type: 'Ready', status: 'True' }] },
      path: 'status.conditions[0].reason',
    },
  ])('a status with $name is rejected', async ({ change, path }) => {
    const { status: code, body } = await patchedStatus(change);
    expect({ code, message: body.message }).toEqual({ code: 422, message: expect.stringContaining(`${path}: `) });
  });

  test('kubectl explain shows the purpose, the values and the default of a field', async () => {
    const text = await kubectl('explain', 'modelmonitor.spec.drift');
    expect(text).toContain('  history\t<integer>\n    Number of reports kept. From 1 to 100. Default: 10.\n');
    expect(text).toContain('  reference\t<Object> -required-\n    The data the traffic is compared with');
    expect(text).toContain('  correction\t<string>\n  enum: none, bonferroni, benjaminiHochberg\n    Correction of the p-values');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('Must be a duration above zero such as 30s, 10m, 1h30m or 7d.');
    expect(text).not.toMatch(/^ {2}history.*-required-/m);
  });

  test('kubectl explain --recursive shows the whole tree', async () => {
    const lines = (await kubectl('explain', 'modelmonitor', '--recursive')).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining(['  spec\t<Object> -required-', '      features\t<[]Object> -required-', '        name\t<string> -required-']),
    );
    expect(lines).toEqual(
      expect.arrayContaining(['        labels\t<map[string]string>', '      confirmed\t<string>', '      maxAge\t<string>']),
    );
    expect(lines.length).toBeGreaterThan(200);
  });
});

function cells(table: string): string[][] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.split(/\s{2,}/));
}
