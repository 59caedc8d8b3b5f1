/** Audience of the tokens that the internal port of a predictor accepts. */
export const podAudience = 'modelmonitor';

/** The captured window of one pod, as `encodeWindow` writes it: GET, bearer token. Above the limit of concurrent transfers: 429 with Retry-After. */
export const podWindowPath = '/internal/window';

/** `PodStatus` of one pod: GET, bearer token. */
export const podStatusPath = '/internal/status';

/** Pods of one monitor that are queried: the largest number of replicas, and a quarter more during a rollout. */
export const mostPods = 1250;

/** Clients of the internal port: `callers.json` beside `monitor.json`. Without the file every request is rejected. */
export interface Callers {
  /** Issuer of the tokens (`iss`). */
  readonly issuer: string;
  /** Service accounts that may read the rows and the status (`sub`), such as `system:serviceaccount:default:wine-drift`. */
  readonly subjects: readonly string[];
  /**
   * Service accounts that may read the status only. A client that queries the pods of many namespaces presents its token to each of them: a
   * malicious pod could use the token elsewhere, and must get no rows for it.
   */
  readonly observers?: readonly string[];
  /** Public keys of the issuer as JSON Web Keys (RFC 7517). */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** `rollout.json` beside `monitor.json`: written before the pods of a new template start. */
export interface Rollout {
  /** Versions that pods of earlier templates serve: a pod that lacks one of them is not ready, so that the rollout stops there. */
  readonly versions: readonly string[];
}

/** State of one version in a pod. */
export interface PodVersion {
  readonly name: string;
  readonly loaded: boolean;
  /** Whether an earlier model of the version serves; `error` is why the newest one does not. */
  readonly previous?: boolean;
  /** Why the version, or its newest model, is not loaded. */
  readonly error?: string;
}

/** Status of one pod. */
export interface PodStatus {
  /** Number of buffered rows captured after the requested time (`?since=`, milliseconds since 1970). */
  readonly newRows: number;
  /** When the first of them was captured, in milliseconds since 1970; null when there is none. */
  readonly firstNewAt: number | null;
  readonly versions: readonly PodVersion[];
  /** Milliseconds since a client last requested a check of the pod; absent when none did. */
  readonly checkRequestedAgo?: number;
  /** Whether the last call reached the store; absent with a buffer, and before the first call. */
  readonly store?: { readonly connected: boolean; readonly reason?: string };
}
