import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeWithControlPlane } from '../controlPlane/describeWithControlPlane.ts';
import { toolPaths } from '../tools/toolPaths.ts';
import { testRelease } from './testRelease.ts';

const root = join(import.meta.dirname, '../..');
const chart = join(root, 'charts/modelmonitor');
const crd = 'modelmonitors.modelmonitor.dev';
const what = 'the CustomResourceDefinition and its owners';
const tools = await toolPaths(['helm', 'helm3'], { what, environment: process.env, write: (text) => void process.stderr.write(text) });

interface Definition {
  readonly metadata: { readonly uid: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: { readonly description: string } } }[] };
}

await describeWithControlPlane(what, {}, (plane) => {
  const definition = async () => JSON.parse((await plane().kubectl(['get', 'crd', crd, '--output=json'])).stdout) as Definition;
  const remove = () => plane().kubectl(['delete', 'crd', crd, '--ignore-not-found']);
  const schemaOf = ({ spec }: Definition) => spec.versions[0]?.schema.openAPIV3Schema.description;
  const ownerOf = ({ metadata: { annotations = {} } }: Definition) => annotations['meta.helm.sh/release-name'];
  const current = 'A served, measured and drift-checked model.';
  /** Applies it as the documentation of GitOps says; with another schema, as of another version of the chart. */
  const apply = async (description = current) => {
    const text = await readFile(join(root, 'crds', `${crd}.yaml`), 'utf8');
    const input = text.replace(current, description);
    expect(await plane().kubectl(['apply', '--server-side', '--force-conflicts', '--filename=-'], { input })).toMatchObject({ code: 0 });
    await plane().kubectl(['wait', '--for=condition=Established', `crd/${crd}`, '--timeout=60s']);
  };
  const release = (helm: 'helm' | 'helm3', name: string) =>
    testRelease(tools?.[helm] ?? '', { name: `${name}-${helm}`, kubeconfig: plane().kubeconfigPath });

  (tools === undefined ? describe.skip : describe).each(['helm', 'helm3'] as const)('%s', (helm) => {
    beforeEach(remove);

    test('installs over one that kubectl applied, which stays as it is', async () => {
      await apply();
      const before = await definition();
      const { run, uninstall } = release(helm, 'applied');
      expect(await run('install', chart)).toMatch(/NOTE: the CustomResourceDefinition .* belongs to no Helm release/);
      expect(await run('upgrade', chart, '--reset-then-reuse-values')).not.toContain('WARNING: the CustomResourceDefinition');
      await uninstall();
      expect(await definition()).toEqual(before);
    });

    test('keeps it when it is uninstalled, and installs again under another name in another namespace', async () => {
      const first = release(helm, 'first');
      expect(await first.run('install', chart)).not.toContain('CustomResourceDefinition');
      const { metadata } = await definition();
      await first.uninstall();
      const second = release(helm, 'second');
      expect(await second.run('install', chart)).toContain(`belongs to release first-${helm} of namespace first-${helm}`);
      await second.uninstall();
      await first.run('install', chart);
      await first.uninstall();
      expect((await definition()).metadata.uid).toBe(metadata.uid);
    });

    test('reports another schema, and its commands hand the definition over that kubectl applied', async () => {
      await apply('Of an earlier version.');
      const before = await definition();
      const { run, uninstall } = release(helm, 'adopted');
      const notes = await run('install', chart);
      expect(notes).toMatch(/WARNING: the CustomResourceDefinition .* belongs to no Helm release and differs from that of this chart/);
      expect(schemaOf(await definition())).toBe('Of an earlier version.');
      const commands = [...notes.matchAll(/^ {2}kubectl ((?:label|annotate) .*)$/gm)].map(([, line]) => String(line).split(' '));
      expect(commands).toHaveLength(2);
      for (const line of commands) expect(await plane().kubectl(line)).toMatchObject({ code: 0 });
      const flags = /^ {2}helm upgrade .* (--reset.*)$/m.exec(notes)?.[1]?.split(' ') ?? [];
      expect(await run('upgrade', chart, ...flags)).not.toContain('CustomResourceDefinition');
      expect((await definition()).metadata.uid).toBe(before.metadata.uid);
      expect([schemaOf(await definition()), ownerOf(await definition())]).toEqual([current, `adopted-${helm}`]);
      await uninstall();
      expect((await definition()).metadata.uid).toBe(before.metadata.uid);
    });

    test('an upgrade never deletes a definition that another release took', async () => {
      const first = release(helm, 'giver');
      await first.run('install', chart, '--set=crds.keep=false');
      const { metadata } = await definition();
      const annotations = ['meta.helm.sh/release-name=other', 'meta.helm.sh/release-namespace=other'];
      await plane().kubectl(['annotate', '--overwrite', 'crd', crd, ...annotations]);
      await first.attempt('upgrade', chart, '--reset-then-reuse-values');
      expect((await definition()).metadata.uid).toBe(metadata.uid);
      await first.uninstall();
    });

    test('deletes it with the release where keep is false', async () => {
      const { run, uninstall } = release(helm, 'unkept');
      expect(await run('install', chart, '--set=crds.keep=false')).toContain('deletes every ModelMonitor');
      await uninstall();
      expect((await plane().kubectl(['wait', '--for=delete', `crd/${crd}`, '--timeout=20s'])).code).toBe(0);
    });
  });
});
