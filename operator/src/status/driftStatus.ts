import { archiveName, confirmVerdict, isSameWindow, type MonitorStatus, runPattern, type StatusRun } from '@modelmonitor/api';
import type { JobItem } from '../caches/jobs.ts';
import type { ReportFacts } from '../reports/reportFacts.ts';
import { cut } from './cut.ts';
import type { Facts } from './facts.ts';

type DriftStatus = NonNullable<MonitorStatus['drift']>;

const longestMessage = 1000;

/** `status.drift`: the newest report, the archived runs, the episode of drift and the failures, each counted once. */
export function driftStatus({ plan, previous, report, jobs, runCauses, now }: Facts): DriftStatus {
  const before = previous.drift ?? {};
  const failed = failures(before, { jobs, report, runCauses, now });
  if (report.facts === undefined) return { ...before, ...failed };
  const { facts } = report;
  const history = historyWith(before.history ?? [], runOf(facts, archiveName(plan.names, facts.run)), plan.monitor.spec.drift.history);
  const confirmed = confirmVerdict(history, plan.monitor.spec.drift.confirmation);
  const since = confirmed === 'drifted' ? (before.since ?? facts.run) : undefined;
  return {
    lastRunTime: facts.timestamp,
    verdict: facts.verdict,
    confirmed,
    ...(facts.share === null ? {} : { share: roundShare(facts.share) }),
    ...(facts.level === null ? {} : { level: facts.level }),
    drifted: [...facts.drifted],
    ...(since === undefined ? {} : { since }),
    reportConfigMap: plan.names.drift,
    ...failed,
    history,
  };
}

/** A share with the precision of its printer column. */
function roundShare(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

function runOf({ run, verdict, share, drifted, newestRow }: ReportFacts, configMap: string): StatusRun {
  return {
    run,
    verdict,
    ...(share === null ? {} : { share: roundShare(share) }),
    drifted: drifted.length,
    ...(newestRow === null ? {} : { newestRow }),
    configMap,
  };
}

/**
 * Runs including this one, the newest first, limited in number. They are in the order in which they came: a clock that was ahead for a while does not
 * put its runs before all later ones. Beyond the limit, earlier looks at the same rows leave before the oldest run does.
 */
function historyWith(before: readonly StatusRun[], run: StatusRun, most: number): StatusRun[] {
  const known = before.some((one) => one.run === run.run);
  const runs = known ? before.map((one) => (one.run === run.run ? run : one)) : [run, ...before];
  while (runs.length > most) {
    const repeated = runs.findLastIndex((one, index) => isSameWindow(one, runs[index - 1]));
    runs.splice(repeated === -1 ? runs.length - 1 : repeated, 1);
  }
  return runs;
}

/** Number of failures, and the newest: Jobs that failed after the last one counted, and a report that cannot be read. */
function failures(
  { failures: counted = 0, lastFailure }: DriftStatus,
  { jobs, report, runCauses, now }: Pick<Facts, 'jobs' | 'report' | 'runCauses' | 'now'>,
): Pick<DriftStatus, 'failures' | 'lastFailure'> {
  const since = lastFailure === undefined ? Number.NEGATIVE_INFINITY : Date.parse(lastFailure.time);
  const fresh = jobs
    .filter((job) => job.outcome === 'failed' && (job.endedAt ?? 0) > since)
    .map((job) => {
      const { time, message } = failureOf(job, { report, cause: runCauses.get(job.name), now });
      return { time, run: job.name, message: cut(message, longestMessage) };
    });
  const message = cut(report.unreadable ?? '', longestMessage);
  const writtenAt = timeOfRun(report.unreadableRun, now);
  const isKnown = writtenAt === undefined ? lastFailure?.run === 'report' && lastFailure.message === message : writtenAt <= since;
  const isNew = report.unreadable !== undefined && !isKnown;
  const all = [...fresh, ...(isNew ? [{ time: new Date(writtenAt ?? now).toISOString(), run: 'report', message }] : [])];
  const newest = all.sort((a, b) => (a.time < b.time ? -1 : 1)).at(-1) ?? lastFailure;
  return { failures: counted + all.length, ...(newest === undefined ? {} : { lastFailure: newest }) };
}

/** Reason that the job wrote before it ended, or else Kubernetes' own, and when it had ended. */
function failureOf(
  { createdAt, endedAt, reason = 'it failed', name }: JobItem,
  { report: { failure }, cause, now }: Pick<Facts, 'report' | 'now'> & { cause: string | undefined },
): { readonly time: string; readonly message: string } {
  const at = Date.parse(failure?.time ?? '');
  // Kubernetes' times have no fractions: by them alone, a run that failed in the second of a report would be older than it. A Job ends later
  // than its process: by the time of that alone, it would be counted again.
  if (failure !== undefined && at >= createdAt && at < (endedAt ?? Number.POSITIVE_INFINITY) + 1000)
    return { time: new Date(Math.max(at, endedAt ?? at)).toISOString(), message: failure.message };
  return { time: new Date(endedAt ?? now).toISOString(), message: `${reason}; ${cause ?? `see kubectl logs job/${name}`}` };
}

/** When the run of a report started, in milliseconds since 1970; undefined where its name does not say, or is ahead of the clock. */
function timeOfRun(run: string | undefined, now: number): number | undefined {
  if (run === undefined || !runPattern.test(run)) return undefined;
  const time = Date.parse(run.replace(/^(.{4})(..)(..)t(..)(..)(..)(...)z$/, '$1-$2-$3T$4:$5:$6.$7Z'));
  return time <= now ? time : undefined;
}
