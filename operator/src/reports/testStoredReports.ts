import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createSummaryReader, type Report, type StatusRun, summarizeReport } from '@modelmonitor/api';
import { ApiError, type RawObject } from '@modelmonitor/kube';
import { exampleColumn, exampleReport } from '../../../api/src/report/exampleReport.ts';
import type { ChildItem } from '../caches/children.ts';
import { testFacts } from '../status/testFacts.ts';
import { createReportBook, type ReportEntry } from './reportBook.ts';

export const { plan } = testFacts();
export const [first = 'alcohol'] = plan.monitor.spec.model.features.map(({ name }) => name);
const readSummary = createSummaryReader();
const now = Date.parse('2026-01-02T04:00:00Z');
const clock = { now: () => now, monotonic: () => performance.now(), sleep: async (milliseconds: number) => setTimeout(milliseconds) };

const monitor = { namespace: plan.namespace, name: plan.name };

/** A report of this monitor that is right. */
export const good = (changes: object = {}): Report =>
  ({ ...exampleReport({ monitor, features: { [first]: exampleColumn() } }), ...changes }) as Report;

export const summary = (changes: object = {}) => ({ ...summarizeReport(good()), ...changes });

export interface Values {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly metadata?: object;
}

export const text = (document: unknown): Values => ({
  data: { 'report.json': typeof document === 'string' ? document : JSON.stringify(document) },
});
export const gzipped = (document: unknown): Values => ({
  binaryData: { 'report.json.gz': gzipSync(typeof document === 'string' ? document : JSON.stringify(document)).toString('base64') },
});
export const short = (document: unknown): Values => ({
  data: { 'summary.json': typeof document === 'string' ? document : JSON.stringify(document), 'report.json': JSON.stringify(good()) },
});

let version = 0;

/** A book, and what an API server holds: objects by their name. */
export function storedReports(objects: Record<string, Values>) {
  const archived: RawObject[] = [];
  let refusal: Error | undefined;
  const bytesOf = (name: string) => {
    const { run = good().run, metadata, ...values } = objects[name] as Values;
    const annotations = { 'modelmonitor.dev/run': run };
    return Buffer.from(
      JSON.stringify({ kind: 'ConfigMap', metadata: { name, annotations, resourceVersion: '7', ...metadata }, ...values }),
    );
  };
  const client = {
    async read(_: unknown, { name }: { name: string }) {
      if (objects[name] === undefined) throw new ApiError('gone', { kind: 'notFound' });
      return bytesOf(name);
    },
    async apply(_: unknown, object: RawObject) {
      if (refusal !== undefined) throw refusal;
      archived.push(object);
      return object.metadata;
    },
  };
  const book = createReportBook({ client, readSummary, clock });
  const item = { name: plan.names.drift, namespace: plan.namespace, annotations: { 'modelmonitor.dev/run': 'any' } };
  const refresh = (history: readonly StatusRun[] = [], resourceVersion = `${++version}`): Promise<ReportEntry> => {
    const own = { ...item, resourceVersion } as unknown as ChildItem;
    return book.refresh('key', { plan, item: own, history, signal: new AbortController().signal });
  };
  /** Writes are refused from now on, or not any more. */
  const refuse = (error: Error | undefined) => {
    refusal = error;
  };
  return { objects, refresh, archived, refuse };
}
