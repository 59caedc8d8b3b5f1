/** Where a plan's processes run: what differs between a pod and a laptop. */
export interface Placement {
  /** Directory with `monitor.json`, `configmaps/NAME/KEY` and `secrets/NAME/KEY`, replaced as a whole when anything changes. */
  readonly configDirectory: string;
  /**
   * Directory in a pod with `secrets/NAME/KEY` of the credentials of clients, where the resource names some: a Secret that is missing must not
   * keep the rest of the configuration from being updated. In the configuration directory when absent.
   */
  readonly clientsDirectory?: string;
  /** Address that the port for clients listens on. */
  readonly host: string;
  /** Port for clients. */
  readonly port: number;
  /** Port for Prometheus and the drift job; absent when the port for clients also serves /metrics. */
  readonly internalPort?: number;
  /** Directory for reports and captured rows; absent when the process keeps nothing. */
  readonly dataDirectory?: string;
  /** Directory in a pod where the volume for captured rows is mounted, where the resource names one. */
  readonly storeDirectory?: string;
  /** Directory in a pod where the volume for archives is mounted, where the resource names one. */
  readonly archiveDirectory?: string;
  /** Directory in a pod where the newest report of the cluster is mounted. */
  readonly mountedReportsDirectory?: string;
  /** Directory of volumes and of the cache of remote sources; sources are read without a cache when absent. */
  readonly sourcesDirectory?: string;
  /** Whether a source may lead to the machine itself, to its link or to a metadata service. */
  readonly allowLocalAddresses?: boolean;
  /** Directory where the last model of each version that answered is kept for the next start; none is kept when absent. */
  readonly keptModelsDirectory?: string;
  /** Annotations of pods that are allowed beside `harmlessPodAnnotations`: names, or starts of names with `*`; none when absent. */
  readonly podAnnotations?: readonly string[];
  /** How long the process goes on listening after SIGTERM, in seconds, so that Services forget its pod first; 0 when absent. */
  readonly drainSeconds?: number;
  /** File with the token that a drift job presents to the pods it collects rows from; absent outside a cluster. */
  readonly podTokenFile?: string;
}

/** In a pod: a projected volume for the configuration, one for the credentials of clients; nothing is kept on disk unless the resource names a volume. */
export const podPlacement = {
  configDirectory: '/etc/modelmonitor',
  clientsDirectory: '/etc/modelmonitor-clients',
  host: '0.0.0.0',
  port: 8000,
  internalPort: 9090,
  sourcesDirectory: '/var/lib/modelmonitor',
  storeDirectory: '/var/lib/modelmonitor-store',
  archiveDirectory: '/var/lib/modelmonitor-archive',
  mountedReportsDirectory: '/var/lib/modelmonitor-reports',
  // The container's temporary directory, which outlives the container, not the pod.
  keptModelsDirectory: '/tmp/kept-models',
  drainSeconds: 5,
  podTokenFile: '/var/run/modelmonitor/token',
} as const satisfies Placement;

/** Whether the processes run in pods: only there is a second port, for the network of the cluster. */
export function inCluster({ internalPort }: Placement): boolean {
  return internalPort !== undefined;
}

/** Flag of both processes that lets sources lead to local addresses. */
export const localAddressesFlag = '--allow-local-addresses';

/** Arguments of both processes about sources. */
export function sourceArguments({
  sourcesDirectory,
  allowLocalAddresses,
}: Pick<Placement, 'sourcesDirectory' | 'allowLocalAddresses'>): string[] {
  return [
    ...(sourcesDirectory === undefined ? [] : ['--sources', sourcesDirectory]),
    ...(allowLocalAddresses === true ? [localAddressesFlag] : []),
  ];
}

/** Directory with one folder per mounted PersistentVolumeClaim, below the directory of the sources. */
export function volumesDirectory(sourcesDirectory: string): string {
  return `${sourcesDirectory}/volumes`;
}

/** Directory with one folder per mounted image, below the directory of the sources. */
export function imagesDirectory(sourcesDirectory: string): string {
  return `${sourcesDirectory}/images`;
}

/** Directory with a token of the pod's service account per audience, below the directory of the sources. */
export function identityDirectory(sourcesDirectory: string): string {
  return `${sourcesDirectory}/identity`;
}

/** Directory of the cache of remote sources, below the directory of the sources. */
export function cacheDirectory(sourcesDirectory: string): string {
  return `${sourcesDirectory}/cache`;
}

/** Directory of the reports below a data directory. */
export function reportsDirectory(dataDirectory: string): string {
  return `${dataDirectory}/reports`;
}

/** Path of the snapshot of the captured rows below a data directory. */
export function snapshotPath(dataDirectory: string): string {
  return `${dataDirectory}/capture.snapshot`;
}
