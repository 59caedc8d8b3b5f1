import type { RecordEvent } from '@modelmonitor/kube';
import type { MonitorItem } from '../caches/caches.ts';
import type { ReportEntry } from './reportBook.ts';

/** Tells once of a report that its archive was refused; the report itself counts all the same. @returns the refusal, if there is one */
export async function reportUnarchived(
  item: MonitorItem,
  { record, report, signal }: { readonly record: RecordEvent; readonly report: ReportEntry; readonly signal: AbortSignal },
): Promise<Error[]> {
  const { facts, archiveFailure } = report;
  if (archiveFailure === undefined) return [];
  const run = facts?.run ?? '';
  const message = `the report of run ${run} could not be archived: ${archiveFailure.message}`;
  await record(item, { type: 'Warning', reason: 'ReportNotArchived', action: 'CheckDrift', message, once: run }, signal);
  return [archiveFailure];
}
