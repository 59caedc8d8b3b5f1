import { ChildConflictError } from '../errors.ts';
import type { Facts } from './facts.ts';
import { type Judged, judge } from './judged.ts';
import { endingPods, hasOnlyNewPods } from './rolloutStatus.ts';
import { versionsCondition } from './servingConditions.ts';

const ready = judge('Ready');
const degraded = judge('Degraded');

/** Whether the model is served as the current generation specifies. */
export function readyCondition(facts: Facts, { available, served }: { available: Judged; served: boolean }): Judged {
  const { failures, cause, deployment } = facts;
  const conflict = failures.find((failure) => failure instanceof ChildConflictError);
  if (conflict !== undefined) return ready.no('ChildConflict', conflict.message);
  const [failure] = failures;
  if (failure !== undefined) return ready.no('ApplyRefused', failure.message);
  if (available.reason === 'ScaledToZero') return ready.no('ScaledToZero', available.message);
  if (available.status === 'False') return ready.no(cause?.reason ?? 'PredictorUnavailable', available.message);
  if (served) return ready.yes('Serving', available.message);
  const earlier = (deployment?.ready ?? 0) > 0 ? '; pods of an earlier specification serve' : '';
  if (cause !== undefined) return ready.no(cause.reason, `${cause.message}${earlier}`);
  if (deployment?.stalled !== undefined && deployment.template === facts.template)
    return ready.no('ProgressDeadlineExceeded', `${deployment.stalled}${earlier}`);
  // A new pod without a version that the earlier ones serve waits for it.
  const versions = versionsCondition(facts);
  const lacking = versions.reason === 'VersionNotLoaded' ? `; ${versions.message}` : '';
  return ready.unknown('Progressing', `${progress(facts)}${lacking}${earlier}`);
}

function progress(facts: Facts): string {
  const { deployment, template } = facts;
  if (deployment === undefined || deployment.template !== template) return 'the pods are being started';
  const { desired, updated } = deployment;
  const ending = endingPods(facts);
  if (hasOnlyNewPods(deployment) && ending > 0)
    return `${ending} earlier ${ending === 1 ? 'pod has' : 'pods have'} not ended and may respond by earlier credentials`;
  return `${Math.min(updated, desired)} of ${desired} ${desired === 1 ? 'pod is' : 'pods are'} of the current specification, and not all are ready`;
}

/** Whether pods that serve are fewer than requested, for a reason that does not go away by itself. */
export function lacksPods({ cause, deployment }: Facts): Judged | undefined {
  if (cause === undefined || deployment === undefined || deployment.ready === 0 || deployment.ready >= deployment.desired) return undefined;
  return degraded.yes('PodsNotReady', `${deployment.ready} of ${deployment.desired} pods are ready; ${cause.message}`);
}

/** Conditions that degrade a model that is served, the most important first. */
const concerns = [
  { type: 'VersionsLoaded', reasons: ['VersionNotLoaded'], as: 'VersionNotLoaded' },
  { type: 'VersionsLoaded', reasons: ['ServingPrevious'], as: 'ServingPrevious' },
  { type: 'StoreConnected', reasons: ['StoreUnreachable'], as: 'StoreUnreachable' },
  { type: 'ReportFresh', reasons: ['ReportUnreadable'], as: 'ReportUnreadable' },
  { type: 'DriftScheduled', reasons: ['RunFailing', 'RunBlocked'], as: 'DriftRunFailing' },
  { type: 'ReportFresh', reasons: ['ReportStale'], as: 'ReportStale' },
  { type: 'ReportComplete', reasons: ['PodsMissing'], as: 'ReportIncomplete' },
  { type: 'ReferenceMatches', reasons: ['FeaturesDiffer'], as: 'ReferenceDiffers' },
  { type: 'MetricsScraped', reasons: ['NotSelected', 'NoPrometheus', 'ServiceMonitorMissing'], as: 'MetricsNotScraped' },
  { type: 'RulesLoaded', reasons: ['NotSelected', 'Rejected', 'NoPrometheus', 'PrometheusRuleMissing'], as: 'RulesNotLoaded' },
  {
    type: 'AlertsRouted',
    reasons: ['AlertmanagerConfigMissing', 'NotSelected', 'NoAlertmanager', 'Rejected', 'NoMailServer', 'Withdrawn', 'AlertmanagerFailing'],
    as: 'AlertsNotRouted',
  },
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
