import { driftSamples, type Report, summarizeReport } from '@modelmonitor/api';

/** Why a stored report cannot be shown as metrics, if so: files may come from elsewhere. */
export function reportProblem(report: Report): string | undefined {
  try {
    const samples = driftSamples(summarizeReport(report), 'unknown');
    const isUsable = samples.every(
      ({ value, labels }) => Number.isFinite(value) && Object.values(labels).every((label) => typeof label === 'string'),
    );
    return isUsable ? undefined : 'its figures are not numbers';
  } catch {
    return 'it lacks parts of a report';
  }
}
