import type { ConceptDriftReport, DetectorReport } from '@modelmonitor/api';
import type { ErrorGivenFeaturesReport } from './errorGivenFeatures.ts';

/**
 * The verdict of the section.
 *
 * The comparison at the same features decides: it alone tells a changed relation from shifted inputs and has a known rate of false alarms. The detectors say whether the
 * error changed within the current rows, for whatever cause; River's defaults for DDM, EDDM, Page–Hinkley and KSWIN all alarm eventually on a stream
 * without change, so only ADWIN, whose bound holds for any length, counts, and only when another one agrees. Where the comparison cannot be made, they decide; where it
 * finds nothing, they warn. An error that became smaller is a change too, and no reason to alarm.
 */
export function conceptVerdict(
  comparison: ErrorGivenFeaturesReport | null,
  detectors: readonly DetectorReport[],
): Pick<ConceptDriftReport, 'verdict' | 'reason'> {
  if (comparison?.verdict === 'drifted') {
    return isSmaller(comparison)
      ? {
          verdict: 'warning',
          reason: 'the error at the same features changed, and became smaller: no alarm, but the reference no longer tells it',
        }
      : { verdict: 'drifted' };
  }
  const comparable = comparison?.verdict === 'stable';
  if (!agreeOnDrift(detectors)) return { verdict: 'stable' };
  return comparable
    ? {
        verdict: 'warning',
        reason: 'the error changed over the rows, but not at the same features: the inputs shifted, or the change is too recent',
      }
    : { verdict: 'drifted' };
}

function isSmaller({ error }: ErrorGivenFeaturesReport): boolean {
  return error !== undefined && error.current < error.reference;
}

function agreeOnDrift(detectors: readonly DetectorReport[]): boolean {
  const drifted = detectors.filter(({ verdict }) => verdict === 'drifted').map(({ detector }) => detector);
  return drifted.includes('adwin') && drifted.length >= 2;
}
