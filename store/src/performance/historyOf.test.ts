import { historyOf } from './historyOf.ts';
import { collectOutcomes, type OutcomeRows } from './outcomeRows.ts';
import { performanceOf } from './performanceOf.ts';
import type { SavedPerformance } from './performanceTables.ts';
import { type SimulatedOutcomes, simulatedOutcomes } from './simulatedOutcomes.ts';

const DAY = 86_400_000;
const NOW = 100 * DAY;

function dayOf(day: number, simulated: Partial<SimulatedOutcomes>): SavedPerformance {
  const from = day * DAY;
  const page = simulatedOutcomes({ rows: 1000, seed: day, from, step: 1000, right: 0.9, labelled: () => 0.6, ...simulated });
  const groups = new Map<string, OutcomeRows>();
  collectOutcomes(groups, page, () => 'all');
  return { start: from, version: '1', record: performanceOf(groups.get('all') as OutcomeRows) };
}

function historyFrom(days: readonly SavedPerformance[], references: readonly SavedPerformance[] = []) {
  return historyOf({ by: 'day' }, { periods: days, days, estimates: [], references }, NOW);
}

test.each(['classification', 'regression'] as const)('a %s without figures is one', (task) => {
  const model = { task, classes: task === 'regression' ? [] : ['a', 'b'] };
  const nothing = { periods: [], days: [], estimates: [], references: [] };
  expect(historyOf({ by: 'day', model }, nothing, NOW)).toMatchObject({ ...model, periods: [], versions: {} });
});

const steady = Array.from({ length: 10 }, (_, index) => dayOf(80 + index, {}));

test('a day with few labels yet is not mature and is not judged, however bad it looks', () => {
  const young = dayOf(99, { right: 0.5, labelled: () => 0.1, delay: 3_600_000 });
  const { periods, versions } = historyFrom([...steady, young]);
  expect(versions['1']?.usualShare).toBeCloseTo(0.6, 1);
  expect(periods.map(({ mature }) => mature)).toEqual([...steady.map(() => true), false]);
  expect(periods.at(-1)).toMatchObject({ mature: false, predicted: 1000 });
  expect(periods.at(-1)?.verdicts).toBeUndefined();
});

test('a mature day that fell beyond chance is worse, the days before are stable', () => {
  const { periods, versions, headline } = historyFrom([...steady, dayOf(95, { right: 0.7 })]);
  expect(versions['1']?.baseline).toMatchObject({ from: 'firstDays', rows: expect.any(Number) });
  expect(headline[0]).toBe('accuracy');
  expect(periods.at(-1)?.verdicts).toMatchObject({ accuracy: 'worse', f1: 'worse' });
  // The first two days are the baseline.
  expect(periods.map(({ verdicts }) => verdicts?.['accuracy'])).toEqual([undefined, undefined, ...Array(8).fill('stable'), 'worse']);
});

test('the reference data are the baseline where the drift job saved their figures', () => {
  const reference = { ...dayOf(1, { rows: 5000, labelled: () => 1, right: 0.99 }), start: 0 };
  const { periods, versions } = historyFrom(steady.slice(0, 2), [reference]);
  expect(versions['1']?.baseline).toMatchObject({ from: 'reference', rows: 5000 });
  expect(periods.map(({ verdicts }) => verdicts?.['accuracy'])).toEqual(['worse', 'worse']);
});

test('no more than one series of thirty days in twenty raises an alarm when nothing changed, at any number of looks', () => {
  const reference = { ...dayOf(2, { rows: 20_000, labelled: () => 1, right: 0.8 }), start: 0 };
  let alarms = 0;
  for (let series = 0; series < 12; series++) {
    // Each day is looked at after every hundred labels.
    const looks = Array.from({ length: 30 }, (_, day) =>
      [100, 200, 300, 400].map((rows) => dayOf(day, { rows, seed: 1000 * series + day, labelled: () => 1, right: 0.8 })),
    ).flat();
    if (historyFrom(looks, [reference]).periods.some(({ verdicts }) => Object.values(verdicts ?? {}).includes('worse'))) alarms++;
  }
  expect(alarms).toBeLessThanOrEqual(1);
});

test('labels that depend on the score raise a warning; labels at random do not', () => {
  const biased = steady.map(({ start }) => dayOf(start / DAY, { labelled: (score) => (score > 0.5 ? 0.9 : 0.3) }));
  expect(historyFrom(biased).versions['1']?.selection?.warning).toMatch(/^labels depend on the score: \d+ % to \d+ % .* 6\d % overall/);
  const { warning, pValue } = historyFrom(steady).versions['1']?.selection ?? {};
  expect(warning).toBeUndefined();
  expect(pValue).toBeGreaterThan(0.01);
});

test('figures by class, confusion and calibration are included on request', () => {
  const { periods } = historyOf({ by: 'day', detail: true }, { periods: steady, days: steady, estimates: [], references: [] }, NOW);
  const [first] = periods;
  expect(Object.keys(first?.classes ?? {})).toEqual(['no', 'yes']);
  expect(first?.confusion?.flat().reduce((sum, count) => sum + count, 0)).toBe(first?.labelled);
  expect(first?.calibration).toHaveLength(10);
  expect(historyFrom(steady).periods[0]?.confusion).toBeUndefined();
});

test('the estimate of a day stands beside its figures', () => {
  const [day] = steady as [SavedPerformance];
  const { periods } = historyOf({ by: 'day' }, { periods: [day], days: [day], estimates: [day], references: [] }, NOW);
  expect(periods[0]?.estimated).toMatchObject({ method: 'cbpe', rows: 1000, metrics: { accuracy: { value: expect.any(Number) } } });
});

test('without records the history is empty', () => {
  expect(historyFrom([])).toEqual({
    by: 'day',
    task: 'classification',
    classes: [],
    headline: expect.any(Array),
    periods: [],
    versions: {},
  });
});
