import type { Report } from '@modelmonitor/api';
import { reportPages } from '../html/reportPages.ts';
import { fileReportStore } from '../reports/fileReportStore.ts';
import { readConfiguration } from './configuration.ts';

/** Keeps a report with its pages among the monitor's reports. */
export async function savedReport(
  report: Report,
  { configDirectory, reportsDirectory }: { configDirectory: string; reportsDirectory: string },
): Promise<void> {
  const { history } = (await readConfiguration(configDirectory)).monitor.spec.drift;
  await fileReportStore(reportsDirectory, { history }).save(report, reportPages(report));
}
