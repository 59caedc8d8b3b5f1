import type { ConceptDriftReport, DetectorReport } from '@modelmonitor/api';
import type { ErrorGivenFeaturesReport } from './errorGivenFeatures.ts';

/**
 * The verdict of the section.
 *
 * The comparison at the same features decides: it alone tells a changed relation from shifted inputs and has a known rate of false alarms. The detectors say whether the
 * error changed within the current rows, for whatever cause; River's defaults for DDM, EDDM, Page–Hinkley and KSWIN all alarm sooner or later on a stream
 * without change, so only ADWIN, whose bound holds for any length, counts, and only when another one agrees. Where the comparison cannot be made, they decide; where it
 * finds nothing, they warn.
 */
export function conceptVerdict(
  comparison: ErrorGivenFeaturesReport | null,
  detectors: readonly DetectorReport[],
): Pick<ConceptDriftReport, 'verdict' | 'reason'> {
  if (comparison?.verdict === 'drifted') return { verdict: 'drifted' };
  const comparable = comparison?.verdict === 'stable';
  if (!agreeOnDrift(detectors)) return { verdict: 'stable' };
  return comparable
    ? {
        verdict: 'warning',
        reason: 'the error changed over the rows, but not at the same features: the inputs shifted, or the change is too recent',
      }
    : { verdict: 'drifted' };
}

function agreeOnDrift(detectors: readonly DetectorReport[]): boolean {
  const drifted = detectors.filter(({ verdict }) => verdict === 'drifted').map(({ detector }) => detector);
  return drifted.includes('adwin') && drifted.length >= 2;
}
