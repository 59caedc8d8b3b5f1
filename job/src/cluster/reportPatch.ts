import { gzipSync } from 'node:zlib';
import {
  failureAnnotation,
  mostReportBytes,
  mostSummaryBytes,
  type Report,
  reportKeys,
  runAnnotation,
  summarizeReport,
} from '@modelmonitor/api/plain';
import { DriftStoreError } from '../errors.ts';
import { reportPages } from '../reports/reportPages.ts';
import type { ReportPages } from '../reports/reportStore.ts';
import type { ConfigMapPatch } from './configMapPatch.ts';
import { withoutDistributions } from './withoutDistributions.ts';

/** JSON up to this size stays text, which kubectl shows; in bytes. */
const mostTextBytes = 256 * 1024;

/**
 * The patch that makes a ConfigMap hold this report, and nothing of an earlier one. What the API server counts are the bytes of the values,
 * text in UTF-8 and binary data before base64 (`ValidateConfigMap`, at most 1 MiB). Where a report takes too many, the page of data
 * quality is left out, then the page of drift, then the histograms and quantiles of the columns, and the report says so.
 *
 * @throws DriftStoreError when not even that is enough
 */
export function reportPatch(report: Report): ConfigMapPatch {
  let smallest = 0;
  for (const { content, pages } of attempts(report)) {
    const values = valuesOf(content, pages(content));
    smallest = bytesOf(values);
    if (smallest <= mostReportBytes) return patchOf(report.run, values);
  }
  throw new DriftStoreError(
    `a report of at most ${mostReportBytes} bytes is needed for a ConfigMap, got ${smallest} without pages and histograms`,
  );
}

interface Attempt {
  readonly content: Report;
  readonly pages: (content: Report) => Partial<ReportPages>;
}

function attempts(report: Report): Attempt[] {
  const drift = (content: Report) => ({ drift: reportPages(content).drift });
  const none = () => ({});
  return [
    { content: report, pages: reportPages },
    ...(report.quality === null ? [] : [{ content: withWarning(report, 'the page of data quality'), pages: drift }]),
    { content: withWarning(report, 'the pages'), pages: none },
    { content: withWarning(withoutDistributions(report), 'the pages, and the histograms and quantiles of the columns'), pages: none },
  ];
}

function withWarning(report: Report, what: string): Report {
  return { ...report, warnings: [...report.warnings, `left out, since a ConfigMap takes 1 MB: ${what}`] };
}

/** Values by key; null where the ConfigMap must not hold one. */
type Values = Readonly<Record<(typeof reportKeys)[keyof typeof reportKeys], Buffer | null>>;

function valuesOf(report: Report, { drift, quality }: Partial<ReportPages>): Values {
  const json = Buffer.from(JSON.stringify(report));
  const isText = json.length <= mostTextBytes;
  const summary = Buffer.from(JSON.stringify(summarizeReport(report)));
  return {
    [reportKeys.summary]: summary.length <= mostSummaryBytes ? summary : null,
    [reportKeys.json]: isText ? json : null,
    [reportKeys.gzippedJson]: isText ? null : gzip(json),
    [reportKeys.page]: drift === undefined ? null : gzip(drift),
    [reportKeys.qualityPage]: quality === undefined ? null : gzip(quality),
  };
}

function gzip(content: string | Buffer): Buffer {
  return gzipSync(content, { level: 9 });
}

function bytesOf(values: Values): number {
  return Object.values(values).reduce((sum, value) => sum + (value?.length ?? 0), 0);
}

function patchOf(run: string, { [reportKeys.summary]: summary, [reportKeys.json]: json, ...binary }: Values): ConfigMapPatch {
  return {
    metadata: { annotations: { [runAnnotation]: run, [failureAnnotation]: null } },
    data: { [reportKeys.summary]: summary?.toString('utf8') ?? null, [reportKeys.json]: json?.toString('utf8') ?? null },
    binaryData: Object.fromEntries(Object.entries(binary).map(([key, value]) => [key, value?.toString('base64') ?? null])),
  };
}
