import { predictorMetrics as metrics } from '@modelmonitor/api';
import type { Registry } from 'prom-client';
import type { CapturedAccount } from '../store/capturedAccount.ts';
import { registerSamples, type Sample } from './tally.ts';

export interface StoreTelemetryOptions {
  readonly registry: Registry;
  readonly account: () => CapturedAccount;
  /** Size of the store; 0 without one, and where it is unknown. */
  readonly bytes: () => number;
  /** Labels that wait for their prediction, and those that were dropped. */
  readonly labels: () => { readonly waiting: number; readonly dropped: number };
}

/** Reasons that are exported before their first row, so that it shows as an increase. */
const reasons = { dropped: ['queue_full', 'shutdown'], failed: ['refused'] } as const;

/** Exports what became of captured rows. A scrape reads all of it in one turn of the event loop, so that the sum is exact. */
export function registerStoreTelemetry({ registry, account, bytes, labels }: StoreTelemetryOptions): void {
  const single = (value: number): Sample[] => [{ labels: {}, value }];
  const byReason = (counts: Readonly<Record<string, number>>, known: readonly string[]): Sample[] =>
    Object.entries({ ...Object.fromEntries(known.map((reason) => [reason, 0])), ...counts }).map(([reason, value]) => ({
      labels: { reason },
      value,
    }));
  registerSamples(registry, metrics.captured, () => single(account().captured));
  registerSamples(registry, metrics.storeWritten, () => single(account().written));
  registerSamples(registry, metrics.storeQueued, () => single(account().queued));
  registerSamples(registry, metrics.storeDropped, () => byReason(account().dropped, reasons.dropped));
  registerSamples(registry, metrics.storeFailed, () => byReason(account().failed, reasons.failed));
  registerSamples(registry, metrics.storeBytes, () => single(bytes()));
  registerSamples(registry, metrics.labelsWaiting, () => single(labels().waiting));
  registerSamples(registry, metrics.labelsDropped, () => single(labels().dropped));
}
