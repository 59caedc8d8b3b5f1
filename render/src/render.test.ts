import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createValidator, type Plan, planFor } from '@modelmonitor/api';
import { parse, stringify } from 'yaml';
import { childNames } from '../../api/src/plan/childNames.ts';
import { type RenderContext, render } from './index.ts';

const golden = join(import.meta.dirname, '../golden');
const validate = createValidator();

const context: RenderContext = {
  images: {
    predictor: 'modelmonitor/predictor:test',
    drift: 'modelmonitor/drift:test',
    pullPolicy: 'IfNotPresent',
    pullSecrets: ['registry'],
  },
  ownerUid: '00000000-0000-0000-0000-000000000001',
  callers: {
    issuer: 'https://kubernetes.default.svc.cluster.local',
    observers: ['system:serviceaccount:modelmonitor:modelmonitor-operator'],
    keys: [{ kty: 'RSA', alg: 'RS256', use: 'sig', kid: 'one', n: '0vx7', e: 'AQAB' }],
  },
  has: { serviceMonitor: true, alertmanagerConfig: true, httpRoute: true },
  serviceMonitorLabels: { release: 'by-default', team: 'models' },
  driftPaused: false,
};

// NAME.in.yaml is the resource as its author writes it, NAME.out.yaml the objects of it; UPDATE_GOLDEN=1 writes the latter.
const names = readdirSync(golden)
  .filter((file) => file.endsWith('.in.yaml'))
  .map((file) => file.slice(0, -'.in.yaml'.length));

function planOf(name: string, change: (document: Document) => void = () => undefined): Plan {
  const document = parse(readFileSync(join(golden, `${name}.in.yaml`), 'utf8'));
  change(document);
  const { monitor, problems } = validate(document);
  if (monitor === undefined) throw new Error(`expected a valid resource, got ${JSON.stringify(problems)}`);
  return planFor(monitor);
}

interface Document {
  metadata: { name: string };
  spec: Record<string, Record<string, unknown>>;
}

const database = { store: 'postgres', postgres: { secretRef: { name: 'log-app' } } };

test.each(names)('%s is rendered as in its golden file', (name) => {
  const objects = render(planOf(name), context).map(({ object }) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }));
  const text = objects.join('---\n');
  const file = join(golden, `${name}.out.yaml`);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
});

test('every golden file has its resource', () => {
  const outputs = readdirSync(golden).filter((file) => file.endsWith('.out.yaml'));
  expect(outputs.sort()).toEqual(names.map((name) => `${name}.out.yaml`).sort());
});

test('the same plan gives the same bytes', () => {
  expect(JSON.stringify(render(planOf('scaled'), context))).toBe(JSON.stringify(render(planOf('scaled'), context)));
});

test.each<{ name: string; context: Partial<RenderContext>; left: string[] }>([
  {
    name: 'a cluster without the Prometheus operator',
    context: { has: { serviceMonitor: false, alertmanagerConfig: false } },
    left: ['serviceMonitor', 'alertmanagerConfig'],
  },
  {
    name: 'a cluster that only knows ServiceMonitor',
    context: { has: { serviceMonitor: true, alertmanagerConfig: false } },
    left: ['alertmanagerConfig'],
  },
])('in $name everything else is rendered', ({ context: own, left }) => {
  const kinds = (of: RenderContext) => render(planOf('alerted'), of).map(({ kind }) => kind);
  expect(kinds({ ...context, ...own })).toEqual(kinds(context).filter((kind) => !left.includes(kind)));
});

test('every object has an owner, the labels it is watched by, and a namespace', () => {
  for (const name of names)
    for (const { object } of render(planOf(name), context)) {
      expect(object.metadata).toMatchObject({
        namespace: expect.any(String),
        labels: { 'modelmonitor.dev/role': 'child' },
        ownerReferences: [{ kind: 'ModelMonitor', uid: context.ownerUid, controller: true }],
      });
    }
});

test('without an owner, as for a file, no object has an owner reference', () => {
  const objects = render(planOf('plain'), { ...context, ownerUid: undefined });
  expect(objects.filter(({ object }) => object.metadata.ownerReferences !== undefined)).toEqual([]);
});

/** A change of it replaces the pods. */
function podTemplate(plan: Plan): unknown {
  const [deployment] = render(plan, context).filter(({ kind }) => kind === 'deployment');
  return (deployment?.object['spec'] as { template: unknown } | undefined)?.template;
}

test.each<{ name: string; change: (document: Document) => void }>([
  {
    name: 'weights',
    change: ({ spec }) => Object.assign((spec['model'] as { versions: object[] }).versions[0] as object, { traffic: 100 }),
  },
  { name: 'thresholds', change: ({ spec }) => Object.assign(spec['drift'] as object, { share: 0.9 }) },
  { name: 'the number of pods', change: ({ spec }) => Object.assign(spec, { serving: { replicas: 4 } }) },
])('a change of $name replaces no pod', ({ change }) => {
  expect(podTemplate(planOf('plain', change))).toEqual(podTemplate(planOf('plain')));
});

test.each<{ name: string; change: (document: Document) => void }>([
  {
    name: 'the source of a version',
    change: ({ spec }) =>
      Object.assign((spec['model'] as { versions: object[] }).versions[0] as object, {
        source: { configMap: { name: 'iris-model-2', key: 'model.json' } },
      }),
  },
  {
    name: 'a feature',
    change: ({ spec }) => Object.assign(spec['model'] as object, { features: [{ name: 'petal_width', type: 'numeric' }] }),
  },
  { name: 'the resources', change: ({ spec }) => Object.assign(spec, { serving: { resources: { limits: { memory: '2Gi' } } } }) },
])('a change of $name replaces the pods', ({ change }) => {
  expect(podTemplate(planOf('plain', change))).not.toEqual(podTemplate(planOf('plain')));
});

test('objects have the names of the plan', () => {
  const { stem, drift } = childNames('prices.eu-west');
  const called = render(planOf('scaled'), context).map(({ kind, object }) => `${kind} ${object.metadata.name}`);
  expect(called).toEqual(expect.arrayContaining([`deployment ${stem}`, `cronJob ${drift}`, `horizontalPodAutoscaler ${stem}`]));
});

test.each([
  { name: 'more than one pod serves', serving: { replicas: 2 } },
  { name: 'an autoscaler chooses the number', serving: { autoscale: { maxReplicas: 3 } } },
  {
    name: 'the resource requires other pods nearby',
    serving: {
      podTemplate: {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: 'cache' } }, topologyKey: 'zone' }],
          },
        },
      },
    },
  },
])('pods with a volume of the store are not bound to one node where $name', ({ serving }) => {
  const template = JSON.stringify(
    podTemplate(planOf('stored', ({ spec }) => Object.assign(spec, { serving, capture: { ...database, volumeClaim: 'wine-log' } }))),
  );
  expect(template).toContain('"persistentVolumeClaim":{"claimName":"wine-log"}');
  expect(template).not.toContain(
    '"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"labelSelector":{"matchLabels":{"app.kubernetes.io',
  );
});

test('the drift job mounts the volume for a file only, and no pod does for rows that stay in memory', () => {
  const claims = (capture: object) =>
    render(
      planOf('stored', ({ spec }) => Object.assign(spec, { capture })),
      context,
    )
      .filter(({ object }) => JSON.stringify(object).includes('"claimName":"wine-log"'))
      .map(({ kind }) => kind);
  expect(claims({ store: 'file', volumeClaim: 'wine-log' })).toEqual(['deployment', 'cronJob']);
  expect(claims({ ...database, volumeClaim: 'wine-log' })).toEqual(['deployment']);
  expect(claims({ store: 'buffer', volumeClaim: 'wine-log' })).toEqual([]);
});

test('a pod label of the user never replaces a label of the operator', () => {
  expect(podTemplate(planOf('scaled'))).toMatchObject({
    metadata: { labels: { team: 'prices', 'app.kubernetes.io/name': 'modelmonitor-predictor' } },
  });
});
