import type { Report } from '@modelmonitor/api';
import type { ReportPages } from '../reports/reportStore.ts';
import { renderQualityHtml } from './quality/renderQualityHtml.ts';
import { renderHtml } from './renderHtml.ts';

/** The pages of a report: drift, and data quality where the report speaks of it. */
export function reportPages(report: Report): ReportPages {
  return { drift: renderHtml(report), ...(report.quality === null ? {} : { quality: renderQualityHtml(report) }) };
}
