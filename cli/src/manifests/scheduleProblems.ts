import { nextRun, shown } from '@modelmonitor/api';
import { didYouMean } from '../nearest.ts';
import type { ManifestProblem } from './manifest.ts';

/** Fields a cron expression is made of here and in a cluster: no L, W, # and +, which Kubernetes does not know, and Sunday is 0 or SUN. */
const fields = /^(@\w+|([\d*?/,-]+\s+){3}([\d*?/,-]|[a-z]{3})+\s+([0-6*?,-]|\/\d+|[a-z]{3})+)$/i;

/** What is wrong with when drift checks run: a cron expression or time zone that does not exist. Fields of another type are not judged. */
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
  const refused = (reason: string) => `must be a cron expression such as "30 2 * * *" or @daily, got ${shown(cron)}: ${reason}`;
  if (!fields.test(cron.trim()))
    return refused('minute, hour, day, month and weekday (0-6 or SUN-SAT) are numbers, names, *, lists, ranges and steps');
  try {
    return nextRun({ cron, timeZone: 'Etc/UTC' }, 0) === Number.POSITIVE_INFINITY ? refused('no such day ever comes') : undefined;
  } catch (error) {
    const { message } = error as Error;
    return refused(message.slice(message.indexOf(' in Etc/UTC: ') + ' in Etc/UTC: '.length));
  }
}

/** A cluster takes names of the time zone database in their exact case, no offsets. */
function timeZoneProblem(timeZone: string): string | undefined {
  const known = Intl.supportedValuesOf('timeZone');
  if (/^[A-Z]/.test(timeZone) && isTimeZone(timeZone)) return undefined;
  return `must be a name of the time zone database such as Europe/Berlin, got ${shown(timeZone)}${didYouMean(timeZone, known)}`;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
