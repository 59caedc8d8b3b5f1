import type { Predictions } from '@modelmonitor/models';
import { createTally } from '../telemetry/tally.ts';
import type { LoadedVersion } from './loadVersion.ts';
import { createShadowing, type ShadowWork } from './shadowing.ts';

type Predict = (rows: Float64Array, count: number) => Predictions | Promise<Predictions>;

function shadowOf(predict: Predict, name = 'dark', recode?: LoadedVersion['recode']): LoadedVersion {
  const source = { configMap: { name, key: 'model.json' } };
  const declared = { name, format: 'forest', shadow: true, source } as const;
  return { ...declared, declared, sha256: '', origin: '', loadedAt: 0, model: { categories: {}, predict }, recode };
}

const says =
  (...values: number[]): Predict =>
  () => ({ values: Float64Array.from(values) });

function shadowing() {
  const outcomes = createTally(['version', 'outcome']);
  const waiting: (() => Promise<void>)[] = [];
  const shadow = createShadowing(outcomes, {
    later: (work) => waiting.push(work),
    monotonicSeconds: () => 0,
    turn: async () => undefined,
  });
  const drain = async () => {
    for (const work of waiting.splice(0)) await work();
  };
  const counted = () =>
    Object.fromEntries([...outcomes.samples()].map(({ labels, value }) => [`${labels['version']} ${labels['outcome']}`, value]));
  return { shadow, drain, counted, waiting };
}

const work = (shadows: readonly LoadedVersion[], answered: readonly number[], classification = true): ShadowWork => ({
  shadows,
  rows: Float64Array.from(answered),
  answered: { values: Float64Array.from(answered) },
  classification,
});

test.each([
  { name: 'a class agrees when it is the same', classification: true, answered: [1, 0, 2], shadow: [1, 0, 1], agrees: 2 },
  { name: 'a value agrees within five percent', classification: false, answered: [100, -100, 100], shadow: [105, -95, 105.1], agrees: 2 },
  { name: 'a value of 0 agrees with 0 only', classification: false, answered: [0, 0], shadow: [0, 1e-9], agrees: 1 },
])('$name', async ({ classification, answered, shadow: values, agrees }) => {
  const { shadow, drain, counted } = shadowing();
  shadow(work([shadowOf(says(...values))], answered, classification));
  await drain();
  expect(counted()).toEqual({ 'dark agrees': agrees, 'dark differs': answered.length - agrees });
});

test('a shadow runs only later, never within the request', () => {
  const { shadow, waiting, counted } = shadowing();
  let ran = false;
  const watched = shadowOf(() => {
    ran = true;
    return { values: Float64Array.of(1) };
  });
  shadow(work([watched], [1]));
  expect([ran, waiting.length, counted()]).toEqual([false, 1, {}]);
});

test('a shadow that fails is counted as failed and leaves the others alone', async () => {
  const { shadow, drain, counted } = shadowing();
  const throwing = shadowOf(() => {
    throw new Error('broken');
  }, 'throwing');
  const rejecting = shadowOf(() => Promise.reject(new Error('broken')), 'rejecting');
  shadow(work([throwing, rejecting, shadowOf(says(1, 1), 'fine')], [1, 1]));
  await drain();
  expect(counted()).toEqual({ 'throwing failed': 2, 'rejecting failed': 2, 'fine agrees': 2, 'fine differs': 0 });
});

test('a shadow gets rows in its own categories, and the rows stay unchanged', async () => {
  const { shadow, drain } = shadowing();
  const seen: number[][] = [];
  const recode = [Float64Array.of(1, 0)];
  const shadows = [
    shadowOf(
      (rows) => {
        seen.push([...rows]);
        return { values: rows };
      },
      'dark',
      recode,
    ),
  ];
  const given = work(shadows, [0, 1, Number.NaN]);
  shadow(given);
  await drain();
  expect(seen).toEqual([[1, 0, Number.NaN]]);
  expect([...given.rows]).toEqual([0, 1, Number.NaN]);
});

test('when a shadow is too slow, rows are skipped and counted, and it continues once it has caught up', async () => {
  const { shadow, drain, counted, waiting } = shadowing();
  const slow = shadowOf((rows) => ({ values: rows }));
  const many = new Array<number>(4000).fill(1);
  for (let request = 0; request < 4; request++) shadow(work([slow], many));
  expect(waiting).toHaveLength(2);
  expect(counted()).toEqual({ 'dark skipped': 8000 });
  await drain();
  shadow(work([slow], many));
  await drain();
  expect(counted()).toEqual({ 'dark skipped': 8000, 'dark agrees': 12_000, 'dark differs': 0 });
});
