import type { Report } from '@modelmonitor/api';
import { fileReportStore } from '../reports/fileReportStore.ts';
import { reportPages } from '../reports/reportPages.ts';
import type { Configuration } from './configuration.ts';

/** Keeps a report with its pages among the monitor's reports. */
export async function savedReport(report: Report, reportsDirectory: string, { monitor }: Configuration): Promise<void> {
  const { history } = monitor.spec.drift;
  await fileReportStore(reportsDirectory, { history }).save(report, reportPages(report));
}
