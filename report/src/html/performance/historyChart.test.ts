import { exampleHistory } from '../../../../api/src/report/exampleHistory.ts';
import { historyChart, labelSentences } from './historyChart.ts';
import { historySection } from './historySection.ts';

const history = exampleHistory();
const chart = historyChart(history, 'v1')?.text ?? '';

test('days are known, young or worse; the words say which and how many labels they have', () => {
  expect(chart.match(/<g class="day known"><title>/g)).toHaveLength(24);
  expect(chart.match(/<g class="day worse"><title>/g)).toHaveLength(3);
  expect(chart.match(/<g class="day young"><title>/g)).toHaveLength(3);
  expect(chart).toContain('2026-11-29: 0.8');
  expect(chart).toContain('12 of 1,080 predictions with a label, few so far');
  expect(chart).toMatch(
    /<title>Accuracy by day: 0\.9\d+ at first, 0\.8\d+ on the last day with enough labels\. Worse than the baseline beyond chance: 2026-11-24, /,
  );
  expect(chart).toMatch(/<path class="base" d="M0 \d+H600"\/>.*<path class="estimate" d="M\d+ \d+L/);
});

test('what is known of labels is said in sentences, with the bias of their choice', () => {
  expect(labelSentences(history, 'v1')).toEqual([
    expect.stringMatching(/^Usually 60\s%\sof the predictions get a label\.$/),
    'Half of the labels come within 24 h, nine of ten within 2 days.',
    '3 of 30 days have few labels so far and are not judged.',
    expect.stringMatching(/^Selection bias: labels depend on the score: /),
  ]);
});

test('a version with one day, or none, has no chart; without charts there is no section', () => {
  expect(historyChart({ ...history, periods: history.periods.slice(0, 1) }, 'v1')).toBeUndefined();
  expect(historySection({ ...history, periods: [] })).toBeUndefined();
  expect(historySection(history)?.text).toContain('<section id="performance-history"');
});

test('days that are young only are drawn, on the scale of what is there', () => {
  const young = { ...history, periods: history.periods.slice(-3).map(({ estimated: _, ...period }) => period) };
  expect(historyChart(young, 'v1')?.text).toContain('estimates only, since no day has enough labels');
});
