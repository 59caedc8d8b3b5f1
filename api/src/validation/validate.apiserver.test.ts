import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describeWithControlPlane } from '../../../test/controlPlane/describeWithControlPlane.ts';
import { installCrds } from '../../../test/controlPlane/installCrds.ts';
import { exampleMonitor } from '../exampleMonitor.ts';
import { ruleSamples } from './samples/ruleSamples.ts';
import { schemaSamples } from './samples/schemaSamples.ts';
import { refusedTransitions, takenTransitions } from './samples/transitionSamples.ts';
import { validSamples } from './samples/validSamples.ts';
import { monitorsPath, serverJudge, serverJudgeOfChange } from './serverJudge.ts';
import { createValidator } from './validate.ts';

const root = join(import.meta.dirname, '../../..');
const validate = createValidator();

/** A value as sent to the API server. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const written = globSync(['examples/*/monitor.yaml', 'api/golden/*.in.yaml'], { cwd: root }).sort();

// The samples of the tests of the CLI's validation.
await describeWithControlPlane('an API server and the CLI reach the same verdict', {}, (plane) => {
  beforeAll(async () => {
    await installCrds(plane(), [join(root, 'crds/modelmonitors.modelmonitor.dev.yaml')]);
    await plane().client.post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'models' } });
    expect((await plane().client.post(monitorsPath(), exampleMonitor())).status).toBe(201);
  });

  test.each(validSamples)('it accepts $name, and fills in the same defaults', async ({ name, changes }) => {
    const document = exampleMonitor({ 'metadata.name': 'new', ...changes });
    const { stored, problems } = await serverJudge(plane().client, document);
    expect(problems).toEqual([]);
    expect({ name, spec: stored?.spec }).toEqual({ name, spec: asJson(validate(document).monitor?.spec) });
  });

  test.each(written)('it accepts %s, and fills in the same defaults', async (path) => {
    const { monitor } = validate(parse(readFileSync(join(root, path), 'utf8')));
    const { stored, problems } = await serverJudge(
      plane().client,
      renamed(parse(readFileSync(join(root, path), 'utf8'))),
      monitor?.metadata.namespace,
    );
    expect(problems).toEqual([]);
    expect(stored?.spec).toEqual(asJson(monitor?.spec));
  });

  test.each(ruleSamples)('it rejects $name with the same message', async ({ changes, path, message }) => {
    const { problems } = await serverJudge(plane().client, exampleMonitor({ 'metadata.name': 'new', ...changes }));
    expect(problems).toEqual([{ path, message: expect.stringContaining(message) }]);
  });

  test.each(schemaSamples)('it rejects $name at the same field', async ({ changes, path, serverPath = path }) => {
    const { problems } = await serverJudge(plane().client, exampleMonitor({ 'metadata.name': 'new', ...changes }));
    expect(problems.map((problem) => problem.path)).toContain(asServerWrites(serverPath));
  });

  test.each(refusedTransitions)('it rejects $name as a change with the same message', async ({ changes, path, message }) => {
    const { problems } = await serverJudgeOfChange(plane().client, 'wine', exampleMonitor({ ...(await storedVersion()), ...changes }));
    expect(problems).toEqual([{ path, message: expect.stringContaining(message) }]);
  });

  test.each(takenTransitions)('it accepts $name as a change', async ({ changes }) => {
    const { problems } = await serverJudgeOfChange(plane().client, 'wine', exampleMonitor({ ...(await storedVersion()), ...changes }));
    expect(problems).toEqual([]);
  });

  async function storedVersion(): Promise<Record<string, unknown>> {
    const { body } = await plane().client.get(`${monitorsPath()}/wine`);
    return { 'metadata.resourceVersion': body.metadata?.resourceVersion };
  }
});

/** Under a new name, since the example exists. */
function renamed(document: { metadata: object }): unknown {
  return { ...document, metadata: { ...document.metadata, name: 'new' } };
}

/** A path as the API server writes it: keys of maps behind a dot, whatever they are. */
function asServerWrites(path: string): string {
  return path.replaceAll(/\[(\D[^\]]*)\]/g, '.$1');
}
