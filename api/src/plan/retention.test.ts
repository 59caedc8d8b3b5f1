import { exampleMonitor } from '../exampleMonitor.ts';
import { createValidator } from '../validation/validate.ts';
import { type Placement, podPlacement } from './placement.ts';
import { planFor } from './planFor.ts';
import { retentionOf } from './retention.ts';

const laptop: Placement = { configDirectory: 'config', host: '127.0.0.1', port: 8000, dataDirectory: 'data' };
const validate = createValidator();
const day = 86_400_000;

function monitorWith(capture: object) {
  const { monitor, problems } = validate(
    exampleMonitor({ 'spec.capture': capture, 'spec.serving.autoscale': undefined, 'spec.serving.replicas': 1 }),
  );
  if (monitor === undefined) throw new Error(JSON.stringify(problems));
  return monitor;
}

const postgres = { store: 'postgres', postgres: { secretRef: { name: 'log-app' } } };
const file = { store: 'file', volumeClaim: 'rows' };
const bucket = { s3: { bucket: 'log' } };
const mounted = { kind: 'directory', path: '/var/lib/modelmonitor-archive' };
test.each([
  { name: 'a file', capture: file, where: podPlacement, retention: { milliseconds: 30 * day, maxBytes: 2 ** 30, archive: undefined } },
  { name: 'a database', capture: postgres, where: laptop, retention: { milliseconds: 30 * day, maxBytes: undefined, archive: undefined } },
  {
    name: 'bounds of its own',
    capture: { ...file, retention: '1d12h', maxBytes: '2G' },
    where: laptop,
    retention: { milliseconds: 1.5 * day, maxBytes: 2e9, archive: undefined },
  },
  {
    name: 'a claim in a pod',
    capture: { ...postgres, archive: { volumeClaim: 'a' } },
    where: podPlacement,
    retention: { archive: mounted },
  },
  {
    name: 'a claim on a laptop',
    capture: { ...file, archive: { volumeClaim: 'a' } },
    where: laptop,
    retention: { archive: { kind: 'directory', path: 'data/archive' } },
  },
  {
    name: 'a directory on a laptop',
    capture: { ...file, archive: { directory: './log' } },
    where: laptop,
    retention: { archive: { kind: 'directory', path: './log' } },
  },
  {
    name: 'a directory in a pod',
    capture: { ...postgres, archive: { directory: 'log' } },
    where: podPlacement,
    retention: { archive: 'unavailable' },
  },
  {
    name: 'a bucket',
    capture: { ...postgres, archive: bucket },
    where: podPlacement,
    retention: { archive: { kind: 's3', s3: { bucket: 'log' } } },
  },
])('$name bounds the log', ({ capture, where, retention }) => {
  expect(retentionOf(monitorWith(capture), where)).toMatchObject(retention);
});

test('rows in a buffer have no retention, and the fields are reported', () => {
  const monitor = monitorWith({ store: 'buffer', retention: '5d', maxBytes: '1Gi', archive: bucket });
  expect(retentionOf(monitor, podPlacement)).toBeUndefined();
  for (const where of [podPlacement, laptop])
    expect(planFor(monitor, where).unsupported.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['spec.capture.retention', 'spec.capture.maxBytes', 'spec.capture.archive']),
    );
});

test('a pod gets the Secret of its bucket, and may connect to it', () => {
  const credentials = { secretRef: { name: 'modelmonitor-log' } };
  const { mounts, external } = planFor(
    monitorWith({ ...postgres, archive: { s3: { bucket: 'log', endpoint: 'https://store:9000', credentials } } }),
  );
  expect(mounts.filter(({ name }) => name === 'modelmonitor-log').map(({ key }) => key)).toEqual([
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
  ]);
  expect(external?.ports).toBe('any');
});
