import { durationMilliseconds } from '../schema/durationMilliseconds.ts';
import type { ModelMonitor } from '../schema/modelMonitor.ts';
import { nextRun } from './nextRun.ts';
import { planFor } from './planFor.ts';

/** Number of scheduled checks without a report after which the newest is stale. */
const missedRuns = 3;

/**
 * When a report becomes stale: after `spec.alerts.staleAfter`, else at the third time of the schedule after it.
 *
 * @param reportedAt time of the report, in milliseconds since 1970
 * @returns milliseconds since 1970; infinity for a schedule without a next time
 */
export function staleAt(monitor: ModelMonitor, reportedAt: number): number {
  const { staleAfter } = monitor.spec.alerts;
  if (staleAfter !== undefined) return reportedAt + durationMilliseconds(staleAfter);
  const { schedule } = planFor(monitor).drift.trigger;
  let at = reportedAt;
  for (let run = 0; run < missedRuns && Number.isFinite(at); run++) at = nextRun(schedule, at);
  return at;
}
