import { ChildConflictError } from '../errors.ts';
import type { Facts } from './facts.ts';
import { type Judged, judge } from './judged.ts';

const ready = judge('Ready');
const degraded = judge('Degraded');

/** Whether the model is served as requested. */
export function readyCondition({ failures }: Facts, available: Judged): Judged {
  const conflict = failures.find((failure) => failure instanceof ChildConflictError);
  if (conflict !== undefined) return ready.no('ChildConflict', conflict.message);
  const [failure] = failures;
  if (failure !== undefined) return ready.no('ApplyRefused', failure.message);
  if (available.reason === 'ScaledToZero') return ready.no('ScaledToZero', available.message);
  return available.status === 'True' ? ready.yes('Serving', available.message) : ready.no('PredictorUnavailable', available.message);
}

/** Conditions that degrade a model that is served, the most important first. */
const concerns = [
  { type: 'VersionsLoaded', reasons: ['VersionNotLoaded'], as: 'VersionNotLoaded' },
  { type: 'StoreConnected', reasons: ['StoreUnreachable'], as: 'StoreUnreachable' },
  { type: 'ReportFresh', reasons: ['ReportUnreadable'], as: 'ReportUnreadable' },
  { type: 'DriftScheduled', reasons: ['RunFailing'], as: 'DriftRunFailing' },
  { type: 'ReportFresh', reasons: ['ReportStale'], as: 'ReportStale' },
  { type: 'ReferenceMatches', reasons: ['FeaturesDiffer'], as: 'ReferenceDiffers' },
  { type: 'MetricsScraped', reasons: ['NotSelected', 'NoPrometheus', 'ServiceMonitorMissing'], as: 'MetricsNotScraped' },
  { type: 'AlertsRouted', reasons: ['AlertmanagerConfigMissing'], as: 'AlertsNotRouted' },
] as const;

/** The first problem beside serving itself. */
export function degradation(conditions: readonly Judged[]): Judged {
  for (const { type, reasons, as } of concerns) {
    const wrong = conditions.find(
      (condition) => condition.type === type && condition.status === 'False' && (reasons as readonly string[]).includes(condition.reason),
    );
    if (wrong !== undefined) return degraded.yes(as, wrong.message);
  }
  return degraded.no('AsExpected', 'everything is as expected');
}
