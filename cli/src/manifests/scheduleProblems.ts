import { nextRun, valueText } from '@modelmonitor/api';
import { didYouMean } from '../nearest.ts';
import type { ManifestProblem } from './manifest.ts';

/** Fields of a cron expression that are valid here and in a cluster: no L, W, # and +, which Kubernetes does not support, and Sunday is 0 or SUN. */
const fields = /^(@\w+|([\d*?/,-]+\s+){3}([\d*?/,-]|[a-z]{3})+\s+([0-6*?,-]|\/\d+|[a-z]{3})+)$/i;

/** Problems of the schedule of drift checks: an invalid cron expression or an unknown time zone. Fields of another type are ignored. */
export function scheduleProblems(drift: unknown): readonly Pick<ManifestProblem, 'path' | 'message'>[] {
  const { schedule, timeZone } = (drift ?? {}) as { schedule?: unknown; timeZone?: unknown };
  const zoneProblem = typeof timeZone === 'string' ? timeZoneProblem(timeZone) : undefined;
  const cronReason = typeof schedule === 'string' ? cronProblem(schedule) : undefined;
  return [
    ...(cronReason === undefined ? [] : [{ path: 'spec.drift.schedule', message: cronReason }]),
    ...(zoneProblem === undefined ? [] : [{ path: 'spec.drift.timeZone', message: zoneProblem }]),
  ];
}

function cronProblem(cron: string): string | undefined {
  const problem = (reason: string) => `expected a cron expression such as "30 2 * * *" or @daily, got ${valueText(cron)}: ${reason}`;
  if (!fields.test(cron.trim()))
    return problem('minute, hour, day, month and weekday (0-6 or SUN-SAT) are numbers, names, *, lists, ranges and steps');
  try {
    return nextRun({ cron, timeZone: 'Etc/UTC' }, 0) === Number.POSITIVE_INFINITY ? problem('it has no next time') : undefined;
  } catch (error) {
    const { message } = error as Error;
    return problem(message.slice(message.indexOf(' in Etc/UTC: ') + ' in Etc/UTC: '.length));
  }
}

/** A cluster accepts names of the time zone database in their exact case, and no offsets. */
function timeZoneProblem(timeZone: string): string | undefined {
  const known = Intl.supportedValuesOf('timeZone');
  if (/^[A-Z]/.test(timeZone) && isTimeZone(timeZone)) return undefined;
  return `expected a name of the time zone database such as Europe/Berlin, got ${valueText(timeZone)}${didYouMean(timeZone, known)}`;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
