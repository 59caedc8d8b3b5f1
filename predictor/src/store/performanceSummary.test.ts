import { exampleHistory } from '../../../api/src/report/exampleHistory.ts';
import { performanceSummary } from './performanceSummary.ts';

test('the version with most predictions of the newest day is shown, by its leading metric', () => {
  const history = exampleHistory();
  const [last] = history.periods.slice(-1) as [(typeof history.periods)[number]];
  const summary = performanceSummary({ ...history, periods: [...history.periods, { ...last, version: 'dark', predicted: 3 }] });
  expect(summary).toMatchObject({
    version: 'v1',
    metric: 'accuracy',
    title: 'Accuracy',
    usualShare: 0.6,
    delaySeconds: 86_400,
    baseline: 0.93,
    warning: expect.stringMatching(/^labels depend on the score/),
  });
  expect(summary?.days).toHaveLength(30);
  expect(summary?.days[25]).toMatchObject({ from: '2026-11-25T00:00:00.000Z', mature: true, worse: true });
  expect(summary?.days[29]).toMatchObject({ labelled: 12, mature: false, worse: false });
});

test('a version that is worse is shown before one with more predictions', () => {
  const history = exampleHistory();
  const [last] = history.periods.slice(-1) as [(typeof history.periods)[number]];
  const dark = { ...last, version: 'dark', predicted: 3, verdicts: { accuracy: 'worse' as const } };
  const summary = performanceSummary({ ...history, periods: [...history.periods, dark] });
  expect([summary?.version, summary?.days.map(({ worse }) => worse)]).toEqual(['dark', [true]]);
});

test('a day without labels has no figure, only its estimate', () => {
  const history = exampleHistory();
  const periods = history.periods.slice(-2).map((period) => ({ ...period, metrics: {}, labelled: 0, delaySeconds: null }));
  const summary = performanceSummary({ ...history, periods, versions: {} });
  expect(summary).toMatchObject({ usualShare: null, delaySeconds: null, baseline: null });
  expect(summary?.days[0]).toMatchObject({ value: null, lower: null, upper: null, estimate: expect.any(Number) });
});

test('without predictions there is no summary', () => {
  expect(performanceSummary({ ...exampleHistory(), periods: [] })).toBeUndefined();
});
