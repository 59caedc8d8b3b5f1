import { durationMilliseconds } from '../schema/durationMilliseconds.ts';
import type { ModelMonitor } from '../schema/modelMonitor.ts';
import { captureStoreOf } from './captureStore.ts';
import { inCluster, type Placement } from './placement.ts';

type Archive = NonNullable<ModelMonitor['spec']['capture']['archive']>;

/** How long the rows of a store are kept, how much space they take, and where days go before they are dropped. */
export interface Retention {
  readonly milliseconds: number;
  /** Undefined without a limit. */
  readonly maxBytes: number | undefined;
  /** Undefined where days are dropped for good; `unavailable` where the resource names a place that does not exist here: then no day is dropped. */
  readonly archive: ArchivePlace | 'unavailable' | undefined;
}

/** Where archives lie: below a directory, or in a bucket. */
export type ArchivePlace =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 's3'; readonly s3: NonNullable<Archive['s3']> };

const dayMilliseconds = 86_400_000;

/**
 * What bounds the rows of a monitor where it runs; undefined where its rows are in the buffer. Outside a cluster the data directory holds what
 * a claim would.
 *
 * @example
 * retentionOf(monitor, podPlacement) // => undefined
 */
export function retentionOf(monitor: ModelMonitor, placement: Placement): Retention | undefined {
  const store = captureStoreOf(monitor, placement);
  if (store.kind === 'buffer') return undefined;
  const { retention, maxBytes = store.kind === 'file' ? '1Gi' : undefined, archive } = monitor.spec.capture;
  return {
    milliseconds: retention === undefined ? 30 * dayMilliseconds : durationMilliseconds(retention),
    maxBytes: maxBytes === undefined ? undefined : bytesOf(maxBytes),
    archive: archive === undefined ? undefined : placeOf(archive, placement),
  };
}

function placeOf({ s3, directory, volumeClaim }: Archive, placement: Placement): ArchivePlace | 'unavailable' {
  if (s3 !== undefined) return { kind: 's3', s3 };
  const { archiveDirectory, dataDirectory } = placement;
  const ofClaim = inCluster(placement) ? archiveDirectory : `${dataDirectory}/archive`;
  const path = volumeClaim === undefined ? (inCluster(placement) ? undefined : directory) : ofClaim;
  return path === undefined ? 'unavailable' : { kind: 'directory', path };
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  ...{ k: 1e3, M: 1e6, G: 1e9, T: 1e12 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 },
};

function bytesOf(quantity: string): number {
  const [, number = '', unit = ''] = /^(\d+)(.*)$/.exec(quantity) ?? [];
  return Number(number) * (units[unit] ?? 1);
}
