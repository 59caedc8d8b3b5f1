import { exampleMonitor } from '../exampleMonitor.ts';
import { createValidator } from '../validation/validate.ts';
import { type JudgedRun, type RunsSoFar, thresholdSamples } from './thresholdSamples.ts';

const validate = createValidator();

/** Samples as Prometheus writes them, without the labels every one has. */
function linesOf(changes: Readonly<Record<string, unknown>>, soFar: Partial<RunsSoFar>): string[] {
  const { monitor } = validate(exampleMonitor(changes));
  const samples = monitor === undefined ? [] : thresholdSamples(monitor, { reportedAt: undefined, runs: [], ...soFar });
  return samples.map(({ metric, labels: { namespace, modelmonitor, ...labels }, value }) => {
    expect({ namespace, modelmonitor }).toEqual({ namespace: 'default', modelmonitor: 'wine' });
    expect(Object.keys({ namespace, modelmonitor, ...labels })).toEqual(metric.labels);
    const text = Object.entries(labels).map(([name, label]) => `${name}="${label}"`);
    return `${metric.name.replace('modelmonitor_', '')}{${text.join(',')}} ${value}`;
  });
}

const levels = [
  'drift_level_share{action="monitor"} 0.2',
  'drift_level_share{action="retrain"} 0.3',
  'drift_level_share{action="recollect"} 0.5',
];
const shares = ['alert_drift_share_threshold{severity="warning"} 0.5', 'alert_drift_share_threshold{severity="critical"} 0.75'];

test.each([
  { name: 'before the first report there is nothing to be late with', changes: {}, soFar: {}, lines: [...shares, ...levels] },
  {
    name: 'three intervals after a report',
    changes: {},
    soFar: { reportedAt: 1000_000 },
    lines: [...shares, ...levels, `report_due_timestamp_seconds{} ${1000 + 3 * 3600}`],
  },
  {
    name: 'checks that are paused are never late',
    changes: { 'spec.drift.suspend': true },
    soFar: { reportedAt: 1000_000 },
    lines: [...shares, ...levels],
  },
  {
    name: 'a share of its own, and an action that is named twice',
    changes: {
      'spec.alerts.driftShare': 0.3,
      'spec.drift.levels': [
        { share: 0.6, action: 'retrain' },
        { share: 0.1, action: 'retrain' },
      ],
    },
    soFar: {},
    lines: [
      'alert_drift_share_threshold{severity="warning"} 0.3',
      'alert_drift_share_threshold{severity="critical"} 0.6',
      'drift_level_share{action="retrain"} 0.1',
    ],
  },
])('$name', ({ changes, soFar, lines }) => {
  expect(linesOf(changes, soFar)).toEqual(lines);
});

const run = (share: number | null): JudgedRun => ({ verdict: share === null ? 'unknown' : share >= 0.5 ? 'drifted' : 'stable', share });

test.each<{ name: string; runs: JudgedRun[]; changes?: object; confirmed: (0 | 1 | undefined)[] }>([
  { name: 'without a run nothing is known', runs: [], confirmed: [undefined, undefined] },
  { name: 'a run without a verdict says nothing', runs: [run(null)], confirmed: [undefined, undefined] },
  { name: 'below both shares', runs: [run(0.49)], confirmed: [0, 0] },
  { name: 'at the share of the warning', runs: [run(0.5)], confirmed: [1, 0] },
  { name: 'at the share of the critical alert', runs: [run(0.75)], confirmed: [1, 1] },
  { name: 'one of two runs that have to be', runs: [run(0.8), run(0.1), run(0.9)], changes: { runs: 2, of: 2 }, confirmed: [0, 0] },
  { name: 'two of three, and the newest is not', runs: [run(0.1), run(0.6), run(0.8)], changes: { runs: 2, of: 3 }, confirmed: [1, 0] },
  {
    name: 'a share below the one from which the data set counts as drifted',
    runs: [run(0.35)],
    changes: { driftShare: 0.3 },
    confirmed: [1, 0],
  },
])('$name', ({ runs, changes = {}, confirmed }) => {
  const { driftShare, ...confirmation } = changes as { driftShare?: number };
  const asked = {
    ...(driftShare === undefined ? {} : { 'spec.alerts.driftShare': driftShare }),
    ...(Object.keys(confirmation).length === 0 ? {} : { 'spec.drift.confirmation': confirmation }),
  };
  const lines = linesOf(asked, { runs }).filter((line) => line.startsWith('alert_drift_confirmed'));
  expect(lines).toEqual(
    ['warning', 'critical'].flatMap((severity, index) =>
      confirmed[index] === undefined ? [] : [`alert_drift_confirmed{severity="${severity}"} ${confirmed[index]}`],
    ),
  );
});
