import type { ModelMonitor } from '../schema/modelMonitor.ts';
import { mountPath } from './mounts.ts';
import { inCluster, type Placement } from './placement.ts';

/** What holds the captured rows of a monitor where it runs. */
export type CaptureStore =
  /** A bounded buffer in the memory of each process. */
  | { readonly kind: 'buffer' }
  /** A SQLite file that this process writes; `directory` exists for it alone. */
  | { readonly kind: 'file'; readonly directory: string; readonly path: string }
  | DatabaseStore;

/** A PostgreSQL database. */
interface DatabaseStore {
  readonly kind: 'postgres';
  /** Takes rows while the database is down, where there is a volume. */
  readonly directory: string | undefined;
  /** File with the URL, below the configuration directory; it is replaced when the Secret changes. */
  readonly urlPath: string;
  /** File with certificates of authorities, below the configuration directory. */
  readonly authoritiesPath: string | undefined;
  readonly synchronousCommit: boolean;
}

/**
 * What holds the captured rows where a monitor runs: `capture.store`, or when it is unset, `file` outside a cluster and `buffer` in one. A file
 * needs a directory and one writer; without them rows stay in the buffer, as `unsupportedFields` reports.
 *
 * @example
 * captureStoreOf(monitor, podPlacement) // => { kind: 'buffer' }
 */
export function captureStoreOf(monitor: ModelMonitor, placement: Placement): CaptureStore {
  const { store = inCluster(placement) ? 'buffer' : 'file', postgres } = monitor.spec.capture;
  const directory = storeDirectoryOf(monitor, placement);
  if (postgres !== undefined) {
    const { secretRef, ca, synchronousCommit } = postgres;
    const urlPath = mountPath('Secret', secretRef.name, secretRef.key);
    return { kind: 'postgres', directory, urlPath, authoritiesPath: authoritiesPathOf(ca), synchronousCommit };
  }
  if (store === 'buffer' || directory === undefined || (inCluster(placement) && fileProblem(monitor) !== undefined))
    return { kind: 'buffer' };
  return { kind: 'file', directory, path: `${directory}/predictions.sqlite` };
}

/** Where a drift job reads the captured rows: `postgres`, with the URL in the Secret of the resource, or `file:PATH`; undefined where processes send them. */
export function storeArgument(store: CaptureStore): string | undefined {
  if (store.kind === 'file') return `file:${store.path}`;
  return store.kind === 'postgres' ? 'postgres' : undefined;
}

/** Why a cluster cannot keep the rows in a file; undefined where it can. */
export function fileProblem({ spec: { capture, serving } }: ModelMonitor): string | undefined {
  if (capture.volumeClaim === undefined) return 'a file needs capture.volumeClaim';
  if (serving.autoscale !== undefined) return 'a file has one writer, and serving.autoscale may start several pods';
  return serving.replicas > 1 ? `a file has one writer, and serving.replicas is ${serving.replicas}` : undefined;
}

/** The directory for a monitor's rows: in the data directory, or in the volume that `capture.volumeClaim` names. */
function storeDirectoryOf(monitor: ModelMonitor, placement: Placement): string | undefined {
  if (!inCluster(placement)) return placement.dataDirectory;
  const { storeDirectory } = placement;
  const mounted = monitor.spec.capture.volumeClaim === undefined ? undefined : storeDirectory;
  return mounted === undefined ? undefined : `${mounted}/${monitor.metadata.name}`;
}

function authoritiesPathOf(ca: NonNullable<ModelMonitor['spec']['capture']['postgres']>['ca']): string | undefined {
  const { configMap, secretRef } = ca ?? {};
  if (configMap !== undefined) return mountPath('ConfigMap', configMap.name, configMap.key);
  return secretRef === undefined ? undefined : mountPath('Secret', secretRef.name, secretRef.key);
}
