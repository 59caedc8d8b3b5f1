import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { exampleMonitor } from '../exampleMonitor.ts';
import type { ModelMonitor } from '../schema/modelMonitor.ts';
import { createValidator } from '../validation/validate.ts';
import type { Placement } from './placement.ts';
import { planFor } from './planFor.ts';

const validate = createValidator();
const golden = join(import.meta.dirname, '../../golden');
const laptop: Placement = { configDirectory: 'run/config', host: '127.0.0.1', port: 8000, dataDirectory: 'run' };

function monitorOf(document: unknown): ModelMonitor {
  const { monitor, problems } = validate(document);
  if (monitor === undefined) throw new Error(`expected a valid document, got ${JSON.stringify(problems)}`);
  return monitor;
}

// NAME.in.yaml is the resource as written by its author, NAME.out.yaml its plans; UPDATE_GOLDEN=1 writes the latter.
const names = readdirSync(golden)
  .filter((file) => file.endsWith('.in.yaml'))
  .map((file) => file.slice(0, -'.in.yaml'.length));

test.each(names)('plans %s as its golden file says', (name) => {
  const monitor = monitorOf(parse(readFileSync(join(golden, `${name}.in.yaml`), 'utf8')));
  const pod = planFor(monitor);
  const { predictor, drift, unsupported } = planFor(monitor, laptop);
  const text = stringify(
    { pod, laptop: { predictor: predictor.argv, drift: drift.argv, unsupported } },
    { aliasDuplicateObjects: false, lineWidth: 0 },
  );
  const file = join(golden, `${name}.out.yaml`);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
});

test('every golden plan has its resource', () => {
  const outputs = readdirSync(golden).filter((file) => file.endsWith('.out.yaml'));
  expect(outputs.sort()).toEqual(names.map((name) => `${name}.out.yaml`).sort());
});

test('the same monitor gives the same plan and is not changed', () => {
  const monitor = monitorOf(exampleMonitor());
  const before = JSON.stringify(monitor);
  expect(planFor(monitor)).toEqual(planFor(structuredClone(monitor)));
  expect(JSON.stringify(planFor(monitor))).toBe(JSON.stringify(planFor(monitor)));
  expect(JSON.stringify(monitor)).toBe(before);
});

test('the resolved monitor of a plan gives the same plan', () => {
  const plan = planFor(
    monitorOf(
      exampleMonitor({ 'spec.model.versions.1': undefined, 'spec.model.versions.0.traffic': undefined, 'spec.model.versions.length': 1 }),
    ),
  );
  expect(planFor(monitorOf(plan.monitor))).toEqual(plan);
});

const podTemplate = (zone: string) => ({ nodeSelector: { zone, disk: 'ssd' }, labels: { team: 'wine' } });
const hashOf = (changes: Readonly<Record<string, unknown>>, placement?: Placement) =>
  planFor(monitorOf(exampleMonitor({ 'spec.serving.podTemplate': podTemplate('a'), ...changes })), placement).hash;

test.each([
  { name: 'weights', changes: { 'spec.model.versions.0.traffic': 50, 'spec.model.versions.1.traffic': 50 } },
  { name: 'thresholds', changes: { 'spec.drift.methods.features.alcohol.threshold': 0.2, 'spec.drift.share': 0.9 } },
  { name: "a model's source", changes: { 'spec.model.versions.0.source.configMap.name': 'wine-model-v3' } },
  { name: 'limits', changes: { 'spec.serving.limits.batchRows': 10 } },
  { name: 'the number of pods', changes: { 'spec.serving.replicas': 3 } },
  { name: 'labels of the resource', changes: { 'metadata.labels': { a: 'b' } } },
  {
    name: 'the order of keys',
    changes: { 'spec.serving.podTemplate': { labels: { team: 'wine' }, nodeSelector: { disk: 'ssd', zone: 'a' } } },
  },
])('$name: no process has to be replaced', ({ changes }) => {
  expect(hashOf(changes)).toBe(hashOf({}));
});

test.each([
  { name: 'the pod template', changes: { 'spec.serving.podTemplate': podTemplate('b') }, placement: undefined },
  { name: 'resources', changes: { 'spec.serving.resources.limits.memory': '256Mi' }, placement: undefined },
  { name: 'the placement', changes: {}, placement: laptop },
])('$name: processes have to be replaced', ({ changes, placement }) => {
  expect(hashOf(changes, placement)).not.toBe(hashOf({}));
});
