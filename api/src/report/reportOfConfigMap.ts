import { gunzipSync } from 'node:zlib';
import { parseReport } from './parseReport.ts';
import type { Report } from './report.ts';
import { reportKeys } from './storedReport.ts';

/** The part of a ConfigMap that a report is read from, as the API server writes it in JSON. */
export interface ReportConfigMap {
  readonly data?: Readonly<Record<string, string>> | undefined;
  /** Values in base64. */
  readonly binaryData?: Readonly<Record<string, string>> | undefined;
}

/** A report of thousands of features has some 10 MiB; whatever unpacks to more than this is none of ours. */
const mostUnzippedBytes = 32 * 1024 * 1024;

/**
 * The report a ConfigMap holds, or why there is none. Pure, and bounded: what unzips to more than 32 MiB is refused before it takes memory.
 *
 * @param configMap where the drift job wrote to, or a copy of it
 * @param run the run whose report it should be; any when absent
 * @returns the report, or the reason why it is none, to be put behind the name of the ConfigMap
 */
export function reportOfConfigMap({ data, binaryData }: ReportConfigMap, run?: string): Report | string {
  const text = data?.[reportKeys.json];
  if (text !== undefined) return parseReport(text, run);
  const gzipped = binaryData?.[reportKeys.gzippedJson];
  if (gzipped === undefined) return `it holds neither ${reportKeys.json} nor ${reportKeys.gzippedJson}`;
  try {
    const bytes = gunzipSync(Buffer.from(gzipped, 'base64'), { maxOutputLength: mostUnzippedBytes });
    return parseReport(bytes.toString('utf8'), run);
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return isTooLarge ? `${reportKeys.gzippedJson} unzips to more than 32 MiB` : `${reportKeys.gzippedJson} is no gzip in base64`;
  }
}
