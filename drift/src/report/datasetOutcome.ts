import type { ColumnReport, Report } from '@modelmonitor/api';
import type { CheckSettings } from './checkSettings.ts';

type Outcome = Pick<
  Report,
  | 'n_features'
  | 'n_drifted_features'
  | 'share_drifted_features'
  | 'drift_share_threshold'
  | 'correction'
  | 'dataset_drift'
  | 'level'
  | 'verdict'
  | 'reason'
>;

/** The verdict on the data set: the share of drifted features among those with a verdict, against the threshold and the levels. */
export function datasetOutcome(
  features: readonly ColumnReport[],
  { share: threshold, correction, levels, minRows, currentRows }: CheckSettings & { readonly currentRows: number },
): Outcome {
  const judged = features.filter(({ drifted }) => drifted !== null).length;
  const drifted = features.filter(({ drifted }) => drifted === true).length;
  const counts = { n_features: features.length, n_drifted_features: drifted, drift_share_threshold: threshold, correction };
  const reason = reasonOfUnknown({ judged, minRows, currentRows });
  if (reason !== undefined)
    return { ...counts, share_drifted_features: null, dataset_drift: null, level: null, verdict: 'unknown', reason };
  const share = drifted / judged;
  const isDrift = share >= threshold;
  return {
    ...counts,
    share_drifted_features: share,
    dataset_drift: isDrift,
    level: levelOf(share, levels),
    verdict: isDrift ? 'drifted' : 'stable',
  };
}

function reasonOfUnknown({ judged, minRows, currentRows }: { judged: number; minRows: number; currentRows: number }): string | undefined {
  if (currentRows < minRows) return `expected at least ${minRows} current rows, got ${currentRows}`;
  return judged === 0 ? 'no feature has a verdict' : undefined;
}

function levelOf(share: number, levels: CheckSettings['levels']): Report['level'] {
  const reached = levels.filter((level) => share >= level.share);
  return reached.sort((a, b) => b.share - a.share)[0]?.action ?? null;
}
