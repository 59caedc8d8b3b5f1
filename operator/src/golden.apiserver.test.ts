import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithControlPlane } from '../../test/controlPlane/describeWithControlPlane.ts';
import { createTestNamespace } from './testMonitor.ts';
import { installDefinitions } from './testOperator.ts';

const golden = join(import.meta.dirname, '../../render/golden');
const files = readdirSync(golden).filter((file) => file.endsWith('.out.yaml'));

await describeWithControlPlane('the objects the operator renders', {}, (plane) => {
  beforeAll(async () => {
    await installDefinitions(plane());
    // Pods below the restricted level cause a warning, also in a dry run.
    const restricted = { 'pod-security.kubernetes.io/warn': 'restricted', 'pod-security.kubernetes.io/enforce': 'restricted' };
    await createTestNamespace(plane(), 'models', restricted);
    await plane().client.patch('/api/v1/namespaces/default', { metadata: { labels: restricted } });
  }, 60_000);

  test.each(files)('the API server accepts %s, to the last field', async (file) => {
    const applied = await plane().kubectl([
      'apply',
      '--server-side',
      '--dry-run=server',
      '--validate=strict',
      `--filename=${join(golden, file)}`,
    ]);
    expect(applied).toEqual({ code: 0, stdout: expect.stringContaining('deployment.apps/'), stderr: '' });
  });

  test.each(files)('%s applied again, as by an operator that starts, changes nothing', async (file) => {
    const apply = async () => {
      const { stdout } = await plane().kubectl(['apply', '--server-side', '--output=json', `--filename=${join(golden, file)}`]);
      const { items } = JSON.parse(stdout) as { items: { kind: string; metadata: { name: string; resourceVersion: string } }[] };
      return items.map(({ kind, metadata: { name, resourceVersion } }) => `${kind} ${name} ${resourceVersion}`);
    };
    const first = await apply();
    expect(first.length).toBeGreaterThan(5);
    expect(await apply()).toEqual(first);
  });
});
