import { type MonitorStatus, staleAt } from '@modelmonitor/api';
import type { Facts } from './facts.ts';
import { type Judged, judge } from './judged.ts';

const scheduled = judge('DriftScheduled');
const fresh = judge('ReportFresh');
const reference = judge('ReferenceMatches');
const complete = judge('ReportComplete');
const detected = judge('DriftDetected');

/** `status.drift` as it will be written. */
type DriftStatus = NonNullable<MonitorStatus['drift']>;

export function scheduleCondition({ plan, jobs, runCauses }: Facts, { lastFailure, lastRunTime }: DriftStatus): Judged {
  const blocked = jobs.find(({ name, outcome }) => outcome === 'running' && runCauses.has(name));
  if (blocked !== undefined) return scheduled.no('RunBlocked', `${blocked.name}: ${runCauses.get(blocked.name)}`);
  if (plan.drift.trigger.suspend) return scheduled.no('Suspended', 'spec.drift.suspend is true');
  if (lastFailure !== undefined && (lastRunTime === undefined || Date.parse(lastFailure.time) > Date.parse(lastRunTime)))
    return scheduled.no('RunFailing', `${lastFailure.run}: ${lastFailure.message}`);
  return scheduled.yes('Scheduled', `CronJob ${plan.names.drift}`);
}

export function freshnessCondition({ plan, report, now }: Facts, { lastRunTime }: DriftStatus): Judged {
  if (report.unreadable !== undefined) return fresh.no('ReportUnreadable', `ConfigMap ${plan.names.drift}: ${report.unreadable}`);
  if (plan.drift.trigger.suspend) return fresh.unknown('Suspended', 'spec.drift.suspend is true');
  if (lastRunTime === undefined) return fresh.unknown('NoReportYet', 'no check has run yet');
  const stale = staleAt(plan.monitor, Date.parse(lastRunTime));
  if (now < stale) return fresh.yes('Fresh', `the newest report is from ${lastRunTime}`);
  return fresh.no('ReportStale', `the newest report is from ${lastRunTime}; another was due by ${new Date(stale).toISOString()}`);
}

export function referenceCondition({ report: { facts } }: Facts): Judged {
  if (facts === undefined) return reference.unknown('NoReportYet', 'no check has run yet');
  const { notInReference } = facts;
  if (notInReference.length === 0) return reference.yes('Matches', `all ${facts.nFeatures} features are in the reference`);
  return reference.no('FeaturesDiffer', `the reference has no values of ${enumeration(notInReference)}`);
}

/** Whether the newest report has the rows of every pod; its warnings are in the message. */
export function completenessCondition({ report: { facts } }: Facts): Judged {
  if (facts === undefined) return complete.unknown('NoReportYet', 'no check has run yet');
  const { run, pods, warnings } = facts;
  const more = warnings.total > warnings.texts.length ? ` and ${warnings.total - warnings.texts.length} more` : '';
  const said = warnings.total === 0 ? '' : `: ${warnings.texts.join('; ')}${more}`;
  if (pods !== null && pods.answered < pods.total)
    return complete.no('PodsMissing', `${pods.total - pods.answered} of ${pods.total} pods gave no rows in run ${run}${said}`);
  if (warnings.total > 0) return complete.yes('WithWarnings', `run ${run} has ${warnings.total} warnings${said}`);
  return complete.yes('Complete', `run ${run} has the rows of every pod, and no warnings`);
}

export function driftCondition({ report: { facts } }: Facts, { confirmed }: DriftStatus): Judged {
  if (facts === undefined) return detected.unknown('NoReportYet', 'no check has run yet');
  const names = facts.drifted.length === 0 ? '' : `: ${enumeration(facts.drifted)}`;
  const why = facts.summary ?? facts.reason;
  const alone = confirmed === facts.verdict ? '' : '; this run alone does not decide, see spec.drift.confirmation';
  const found = `${facts.drifted.length} of ${facts.nFeatures} features drifted in run ${facts.run}${names}${why === undefined ? '' : `; ${why}`}${alone}`;
  if (confirmed === 'drifted') return detected.yes('Drifted', found);
  if (confirmed === 'stable') return detected.no('Stable', found);
  return detected.unknown('NoVerdict', facts.reason ?? found);
}

/** The first ten names, and how many more there are. */
function enumeration(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
