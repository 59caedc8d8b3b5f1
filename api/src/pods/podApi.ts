/** Audience of the tokens that the internal port of a predictor takes. */
export const podAudience = 'modelmonitor';

/** The captured window of one pod, as `encodeWindow` writes it: GET, bearer token. Where too many are sent at a time: 429 with Retry-After. */
export const podWindowPath = '/internal/window';

/** `PodStatus` of one pod: GET, bearer token. */
export const podStatusPath = '/internal/status';

/** Who may ask the internal port for rows: `callers.json` beside `monitor.json`. Without the file nobody may. */
export interface Callers {
  /** Issuer of the tokens (`iss`). */
  readonly issuer: string;
  /** Service accounts that may ask for rows and for the status (`sub`), such as `system:serviceaccount:default:wine-drift`. */
  readonly subjects: readonly string[];
  /**
   * Service accounts that may ask for the status only. Whoever asks the pods of many namespaces shows each of them its token: a pod that is not
   * what it seems could use it elsewhere, and must get no rows for it.
   */
  readonly observers?: readonly string[];
  /** Public keys of the issuer as JSON Web Keys (RFC 7517). */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

/** What one pod says of itself. */
export interface PodStatus {
  /** Captured rows of the buffer that came after the time asked about (`?since=`, milliseconds since 1970). */
  readonly newRows: number;
  /** When the first of them came, in milliseconds since 1970; null when there is none. */
  readonly firstNewAt: number | null;
  readonly versions: readonly { readonly name: string; readonly loaded: boolean; readonly error?: string }[];
}
