import { createValidator, type ModelMonitor } from '@modelmonitor/api';
import { type ReadSource, sourceBytes } from '@modelmonitor/sources';
import { constantForest, type TestMonitor, testMonitor, testVersion } from '../testConfiguration.ts';
import { testSources } from '../testSources.ts';
import { chooseVersion, type VersionRequest } from './predictionService.ts';
import { loadServingState, type ServingState } from './servingState.ts';

function resource(given: TestMonitor): ModelMonitor {
  const { monitor, problems } = createValidator()(testMonitor(given));
  if (monitor === undefined) throw new Error(JSON.stringify(problems));
  return monitor;
}

function reader(files: Readonly<Record<string, object>>): ReadSource {
  return async ({ configMap: { name = '' } = {} }) => {
    const file = files[name];
    if (file === undefined) throw new Error(`${name} is missing`);
    return sourceBytes(Buffer.from(JSON.stringify(file)), name);
  };
}

const three = [testVersion('v1', { traffic: 50 }), testVersion('v2', { traffic: 30 }), testVersion('v3', { traffic: 20 })];
const all = { v1: constantForest(0), v2: constantForest(1), v3: constantForest(1) };

function load(given: TestMonitor, files: Readonly<Record<string, object>> = all, previous?: ServingState): Promise<ServingState> {
  return loadServingState(resource(given), testSources(reader(files)), previous === undefined ? undefined : { previous });
}

test.each([
  { name: 'all versions load', files: all, weights: { v1: 0.5, v2: 0.3, v3: 0.2 }, failed: [] },
  {
    name: 'one fails: the others take its share in proportion',
    files: { v1: all.v1, v3: all.v3 },
    weights: { v1: 5 / 7, v3: 2 / 7 },
    failed: ['v2'],
  },
  { name: 'all fail', files: {}, weights: {}, failed: ['v1', 'v2', 'v3'] },
])('$name', async ({ files, weights, failed }) => {
  const state = await load({ versions: three }, files as Record<string, object>);
  expect(state.failed.map(({ name }) => name)).toEqual(failed);
  expect([...state.weights.keys()]).toEqual(Object.keys(weights));
  for (const [name, weight] of Object.entries(weights)) expect(state.weights.get(name)).toBeCloseTo(weight, 12);
  expect(state.split === undefined).toBe(Object.keys(weights).length === 0);
});

test('when only versions of weight 0 are left they answer', async () => {
  const versions = [testVersion('v1', { traffic: 100 }), testVersion('v2', { traffic: 0 }), testVersion('v3', { traffic: 0 })];
  const state = await load({ versions }, { v2: all.v2, v3: all.v3 });
  expect(Object.fromEntries(state.weights)).toEqual({ v2: 0.5, v3: 0.5 });
  expect([chooseVersion(state, {}).name, chooseVersion(state, {}).name]).toEqual(['v2', 'v3']);
});

test('a shadow version takes no share, even when it is the only one that loads', async () => {
  const versions = [testVersion('v1', { traffic: 100 }), testVersion('dark', { shadow: true })];
  const state = await load({ versions }, { dark: all.v1 });
  expect(state.shadows.map(({ name }) => name)).toEqual(['dark']);
  expect(state.split).toBeUndefined();
});

test('two versions with different orders of categories read the same row alike', async () => {
  const bySoil = (categories: readonly string[], trees: readonly object[]) =>
    constantForest(0, { categories: { soil: categories }, trees });
  const versions = [testVersion('v1', { traffic: 50 }), testVersion('v2', { traffic: 50 })];
  const state = await load(
    { versions },
    {
      // Both predict white on sand and red on clay; only v1 knows chalk.
      v1: bySoil(['clay', 'sand', 'chalk'], [{ feature: [1, -1, -1], value: [0.5, 0, 1] }]),
      v2: bySoil(['sand', 'clay'], [{ feature: [1, -1, -1], value: [0.5, 1, 0] }]),
    },
  );
  expect(state.contract.features[1]?.categories).toEqual(['clay', 'sand', 'chalk']);
  expect([...state.versions.values()].map(({ recode }) => recode?.[1])).toEqual([undefined, Float64Array.of(1, 0, 2, 2)]);
});

test('a reload reuses models of the same bytes, under any name, and loads the others', async () => {
  const versions = [testVersion('v1', { traffic: 50 }), testVersion('v2', { traffic: 50 })];
  const before = await load({ versions });
  const renamed = [testVersion('v1', { traffic: 0 }), testVersion('v3', { traffic: 100 })];
  const after = await load({ versions: renamed }, { v1: constantForest(1, { training: { seed: 2 } }), v3: all.v1 }, before);
  expect(after.versions.get('v3')?.model).toBe(before.versions.get('v1')?.model);
  expect(after.versions.get('v1')?.model).not.toBe(before.versions.get('v1')?.model);
});

test('known categories keep their indices while the model stays, and are dropped with it', async () => {
  const one = [testVersion('v1')];
  const before = await load({ versions: one }, { v1: constantForest(0) });
  const files = { v1: constantForest(0, { categories: { soil: ['loam', 'sand'] } }) };
  expect((await load({ versions: one }, files, before)).contract.features[1]?.categories).toEqual(['clay', 'sand', 'chalk', 'loam']);
  const other = { versions: one, target: { name: 'taste', classes: ['red', 'white'] } };
  expect((await load(other, files, before)).contract.features[1]?.categories).toEqual(['loam', 'sand']);
});

test.each([
  {
    name: 'a version the resource does not name',
    requested: { version: 'v9' },
    kind: 'unknown_version',
    message: 'expected one of the versions v1, v2, got "v9"',
  },
  { name: 'a shadow', requested: { version: 'dark' }, kind: 'unknown_version', message: 'expected one of the versions v1, v2, got "dark"' },
  {
    name: 'a name every object has',
    requested: { version: 'constructor' },
    kind: 'unknown_version',
    message: 'expected one of the versions v1, v2, got "constructor"',
  },
  {
    name: 'a version that is not loaded',
    requested: { version: 'v2' },
    kind: 'not_loaded',
    message: 'version v2 is not loaded: v2 is missing',
  },
])('a request for $name is refused as $kind', async ({ requested, kind, message }) => {
  const versions = [testVersion('v1', { traffic: 50 }), testVersion('v2', { traffic: 50 }), testVersion('dark', { shadow: true })];
  const state = await load({ versions }, { v1: all.v1, dark: all.v2 });
  expect(() => chooseVersion(state, requested)).toThrow(expect.objectContaining({ kind, message }));
});

test.each<{ name: string; requested: VersionRequest }>([
  { name: 'any version', requested: {} },
  { name: 'the version of a key', requested: { key: 'customer' } },
])('a request for $name when none is loaded lists the reason for each', async ({ requested }) => {
  const state = await load({ versions: three }, {});
  expect(() => chooseVersion(state, requested)).toThrow(
    expect.objectContaining({
      kind: 'not_loaded',
      message: 'no version of tested is loaded: v1: v1 is missing; v2: v2 is missing; v3: v3 is missing',
    }),
  );
});
