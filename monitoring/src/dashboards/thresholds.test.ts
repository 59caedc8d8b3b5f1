import { alerts } from '../alerts/alerts.ts';
import { burnRates } from '../alerts/objectiveAlerts.ts';
import { type GrafanaPanel, grafanaDashboards, shownPanels } from './lint/grafanaDashboard.ts';

const panels = grafanaDashboards().flatMap((dashboard) => shownPanels(dashboard).map((panel) => ({ ...panel, board: dashboard.title })));
const constants = alerts.flatMap(({ compares }) => (typeof compares?.threshold === 'number' ? [compares.threshold] : []));

/** Steps that belong to no alert, each with its origin. */
const others: Readonly<Record<string, readonly number[]>> = {
  // Conventional bands; no alert watches confidence.
  'Average confidence': [0.6, 0.8],
  'Confidence by version': [0.6, 0.8],
  // A count; the causes have alerts.
  'Monitors not ready': [1],
  // The alert checks whether a replica leads, not how many there are.
  'Replicas up': [1],
  // The bands of docs/metrics.md; alerts are based on reports.
  'Live PSI': [0.1, 0.25],
  'Live PSI now': [0.1, 0.25],
};

function stepsOf({ fieldConfig }: GrafanaPanel): number[] {
  const overridden = fieldConfig?.overrides.flatMap(({ properties }) => properties.filter(({ id }) => id === 'thresholds')) ?? [];
  const all = [fieldConfig?.defaults.thresholds, ...overridden.map(({ value }) => value as { steps: { value: number | null }[] })];
  return all.flatMap((thresholds) => thresholds?.steps.flatMap(({ value }) => (value === null ? [] : [value])) ?? []);
}

/** Quantities divided by the monitor's threshold, so that their step is 1. */
const quotients = ['Monitors', 'Drift score'];

const stepped = panels.filter((panel) => stepsOf(panel).length > 0);

test.each(stepped)('the steps of "$title" in $board are thresholds of alerts', (panel) => {
  const factors = burnRates.map(({ factor }) => factor);
  for (const step of stepsOf(panel)) {
    const known = others[panel.title] ?? [
      // A quantity divided by its threshold, or a count of firing causes.
      1,
      ...constants,
      ...(panel.title.startsWith('Burn rate') ? factors : []),
    ];
    expect(known).toContain(step);
  }
});

test.each(stepped.filter(({ title }) => others[title] === undefined))(
  '"$title" in $board names the alert whose threshold it shows',
  (panel) => {
    const named = alerts.filter(({ name }) => panel.description?.includes(name));
    expect(named.length > 0 || quotients.includes(panel.title)).toBe(true);
  },
);

test('limits in graphs are the gauges that the alerts compare with', () => {
  const gauges = alerts.flatMap(({ compares }) => (typeof compares?.threshold === 'string' ? [compares.threshold] : []));
  const limits = panels.flatMap(({ targets = [] }) =>
    targets.filter(({ legendFormat = '' }) => /^(threshold of|service level|warning|critical)/.test(legendFormat)),
  );
  expect(limits.length).toBeGreaterThanOrEqual(7);
  for (const { expr, legendFormat } of limits) {
    if (legendFormat === 'threshold of {{method}}') expect(expr).toContain('modelmonitor_feature_drift_threshold{');
    else expect(gauges.some((gauge) => expr.includes(`${gauge}{`))).toBe(true);
  }
});

test('the bands of confidence are at 0.6 and 0.8, and the drift levels are gauges of the resource', () => {
  const panelOf = (title: string) => panels.find((panel) => panel.title === title);
  expect(stepsOf(panelOf('Confidence by version') as GrafanaPanel)).toEqual([0.6, 0.8]);
  expect(JSON.stringify(panelOf('Share of drifted features')?.targets)).toContain('modelmonitor_drift_level_share{');
});
