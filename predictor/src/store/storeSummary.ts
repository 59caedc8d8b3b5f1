import type { StoreHealth } from '@modelmonitor/store';
import type { CapturedAccount } from './capturedAccount.ts';
import type { LiveStore } from './liveStore.ts';
import type { PerformanceSummary } from './performanceSummary.ts';

/** The store and what became of captured rows, as the page shows them. */
export interface StoreSummary extends CapturedAccount {
  readonly kind: 'buffer' | 'file' | 'postgres';
  /** Whether the last call reached the store; null with a buffer, and before the first call. */
  readonly connected: boolean | null;
  /** Why it did not. */
  readonly reason?: string;
  /** Rows that wait on disk. */
  readonly spilled: number;
  readonly waitingLabels: number;
  /** Size of the store; null where it is unknown. */
  readonly bytes: number | null;
  /** Performance by day; absent without a store, and until labels or predictions of a whole hour are in it. */
  readonly performance?: PerformanceSummary;
}

export interface StoreSummaryOptions {
  readonly store: Pick<LiveStore, 'client' | 'kind' | 'account'>;
  readonly captured: number;
  readonly waitingLabels: number;
  readonly health: StoreHealth | undefined;
}

export function storeSummary({ store, captured, waitingLabels, health }: StoreSummaryOptions): StoreSummary {
  const status = store.client()?.status();
  return {
    kind: store.kind(),
    connected: status?.isConnected ?? null,
    ...(status?.reason === undefined ? {} : { reason: status.reason }),
    ...store.account(captured),
    spilled: status?.spilledRows ?? 0,
    waitingLabels,
    bytes: health?.bytes ?? null,
  };
}
