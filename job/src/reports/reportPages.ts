import type { Report } from '@modelmonitor/api';
import { renderHtml } from '@modelmonitor/report';
import { renderQualityHtml } from '@modelmonitor/report/quality';
import type { ReportPages } from './reportStore.ts';

/** The pages of a report: drift, and data quality where the report speaks of it. */
export function reportPages(report: Report): ReportPages {
  return { drift: renderHtml(report), ...(report.quality === null ? {} : { quality: renderQualityHtml(report) }) };
}
