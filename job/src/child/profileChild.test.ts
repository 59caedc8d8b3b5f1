import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ModelMonitor, modelMonitorSchema, planFor } from '@modelmonitor/api';
import { randomFromSeed } from '@modelmonitor/stats';
import { Ajv } from 'ajv';
import { encodeProfile } from '../../../tables/src/profile/encodeProfile.ts';
import { profileOf } from '../../../tables/src/profile/profileOf.ts';
import { categories, numbers, tableOf } from '../../../tables/src/profile/profileTables.ts';
import type { Table } from '../../../tables/src/table.ts';
import type { Window } from '../../../tables/src/window/window.ts';
import { encodeWindow } from '../../../tables/src/window/windowFile.ts';
import { createDriftChild } from './driftChild.ts';
import { driftMainPath } from './driftMainPath.ts';

let directory = '';
const isMonitor = new Ajv({ useDefaults: true, strict: false }).compile<ModelMonitor>(modelMonitorSchema);

/** A monitor whose reference is a profile; `rooms` has few whole numbers, and is a number to the model. */
function monitor(): ModelMonitor {
  const source = (key: string) => ({ configMap: { name: 'homes', key } });
  const resource = {
    apiVersion: 'modelmonitor.dev/v1alpha1',
    kind: 'ModelMonitor',
    metadata: { name: 'homes' },
    spec: {
      model: {
        task: 'classification',
        features: [
          { name: 'area', type: 'numeric' },
          { name: 'rooms', type: 'numeric' },
          { name: 'advert', type: 'categorical' },
        ],
        target: { name: 'sold', classes: ['no', 'yes'] },
        versions: [{ name: 'v1', format: 'forest', source: source('v1.json') }],
      },
      drift: { reference: { source: source('reference.json') }, window: { maxRows: 400, maxAge: '1h' } },
    },
  };
  if (!isMonitor(resource)) throw new Error(JSON.stringify(isMonitor.errors));
  return planFor(resource).monitor;
}

interface Homes {
  readonly area: readonly number[];
  readonly rooms: readonly number[];
  readonly advert: readonly string[];
  readonly prediction: readonly string[];
}

function homes({ rows, seed, shift = 0 }: { rows: number; seed: number; shift?: number }): Homes {
  const random = randomFromSeed(seed);
  const each = <Value>(value: () => Value) => Array.from({ length: rows }, value);
  return {
    area: each(() => 40 + 100 * (random() + shift)),
    rooms: each(() => 1 + Math.floor(random() * 4)),
    advert: each(
      () =>
        `home ${random()
          .toString(36)
          .slice(2, 6 + shift * 4 + Math.floor(random() * 4))}`,
    ),
    prediction: each(() => (random() < 0.5 + shift * 0.3 ? 'yes' : 'no')),
  };
}

/** A profile as the command creates it without given types. */
function referenceProfile({ area, rooms, advert, prediction }: Homes): string {
  const table: Table = tableOf(
    numbers('area', area),
    categories('rooms', rooms.map(String)),
    categories('advert', advert),
    categories('prediction', prediction),
  );
  return encodeProfile(profileOf(table, { types: { rooms: 'integer' } }));
}

function windowOf({ area, rooms, advert, prediction }: Homes): Uint8Array {
  const rows = area.length;
  const window: Window = {
    monitor: { namespace: 'default', name: 'homes' },
    rows,
    columns: [
      { name: 'area', role: 'feature', type: 'numeric', values: Float64Array.from(area) },
      { name: 'rooms', role: 'feature', type: 'numeric', values: Float64Array.from(rooms) },
      { name: 'advert', role: 'feature', type: 'categorical', values: advert },
      { name: 'prediction', role: 'prediction', type: 'categorical', values: prediction },
      { name: 'version', role: 'version', type: 'categorical', values: area.map(() => 'v1') },
      { name: 'time', role: 'time', type: 'numeric', values: Float64Array.from(area, (_, row) => Date.now() - (rows - row) * 1000) },
    ],
  };
  return encodeWindow(window);
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'profile-child-'));
  await mkdir(join(directory, 'configmaps', 'homes'), { recursive: true });
  await writeFile(join(directory, 'monitor.json'), JSON.stringify(monitor()));
  await writeFile(join(directory, 'configmaps', 'homes', 'reference.json'), referenceProfile(homes({ rows: 3000, seed: 1 })));
});

afterEach(() => rm(directory, { recursive: true }));

function child() {
  return createDriftChild({ execPath: process.execPath, mainPath: driftMainPath, configDirectory: directory, timeoutMilliseconds: 60_000 });
}

test('a monitor whose reference is a profile has verdicts, and says what it could not see', async () => {
  const report = await child().check(windowOf(homes({ rows: 300, seed: 2, shift: 1 })));
  expect(report).toMatchObject({
    reference: { rows: 3000, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    current: { rows: 300 },
    features: {
      area: { type: 'numeric', verdict: 'drifted' },
      rooms: { type: 'numeric', verdict: 'stable' },
      advert: { type: 'text', method: 'text', verdict: 'drifted', current: { text: { new_share: null } } },
    },
    prediction: { type: 'categorical', verdict: 'drifted' },
    target: null,
    contributions: null,
  });
  expect(report.warnings).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^the reference is a profile/),
      expect.stringMatching(/^"advert": the profile keeps lengths and characters of the texts and not the texts/),
      'the reference is a profile, which keeps no rows: contributions and concept drift need them',
    ]),
  );
  const tests = report.quality?.tests ?? [];
  expect(tests.find(({ test }) => test === 'duplicate_rows')).toMatchObject({ verdict: 'unknown' });
  expect(tests.find(({ test }) => test === 'column_type')).toMatchObject({ verdict: 'passed' });
  expect(tests.filter(({ column }) => column === 'rooms').every(({ verdict }) => verdict === 'passed')).toBe(true);
});

test('bins come from the profile, of numbers where the model has numbers', async () => {
  const { bins, rows } = await child().bins();
  expect(rows).toBe(3000);
  expect(bins.features['area']).toMatchObject({ kind: 'numeric', ratios: expect.arrayContaining([0.1]) });
  expect(bins.features['rooms']).toMatchObject({ kind: 'numeric' });
  expect(bins.prediction).toMatchObject({ kind: 'categorical', categories: expect.arrayContaining(['yes', 'no']) });
});
