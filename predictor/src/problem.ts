import type { RefusedRow } from './contract/refusedRow.ts';

/** Kinds of refusal; also the values of `error_type` in the metrics. */
export const problemKinds = {
  malformed_json: { status: 400, title: 'The body is not JSON' },
  malformed_tensor: { status: 400, title: 'The binary tensor data does not fit the request' },
  unauthorized: { status: 401, title: 'Missing or wrong credentials' },
  forbidden: { status: 403, title: 'Not allowed from there' },
  cross_site: { status: 403, title: 'Not allowed from a page of another site' },
  not_found: { status: 404, title: 'No such resource' },
  unknown_version: { status: 404, title: 'The model has no such version' },
  unknown_prediction: { status: 404, title: 'No such prediction' },
  unknown_run: { status: 404, title: 'No such report' },
  method_not_allowed: { status: 405, title: 'The method is not allowed' },
  not_acceptable: { status: 406, title: 'No such format' },
  too_large: { status: 413, title: 'The body is too large' },
  wrong_content_type: { status: 415, title: 'Unsupported content type' },
  misdirected: { status: 421, title: 'The server has another name' },
  wrong_shape: { status: 422, title: 'The body does not have the expected shape' },
  wrong_count: { status: 422, title: 'The number of values is wrong' },
  missing_feature: { status: 422, title: 'A feature is missing' },
  unknown_feature: { status: 422, title: 'The model has no such feature' },
  wrong_type: { status: 422, title: 'A value has the wrong type' },
  not_finite: { status: 422, title: 'A value is not a finite number' },
  out_of_range: { status: 422, title: 'A value is out of range' },
  unknown_category: { status: 422, title: 'A value is not a known category' },
  refused_by_model: { status: 422, title: 'The model cannot predict a value' },
  ambiguous_category: { status: 422, title: 'A value may mean several categories' },
  wrong_parameter: { status: 422, title: 'A parameter is wrong' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  client_closed: { status: 499, title: 'The client closed the connection before the request was complete' },
  internal: { status: 500, title: 'Internal error' },
  report_failed: { status: 500, title: 'The drift check failed' },
  not_explainable: { status: 501, title: 'The model cannot be explained' },
  remote_failed: { status: 502, title: 'The server of the model failed' },
  remote_unavailable: { status: 503, title: 'The server of the model does not answer' },
  overloaded: { status: 503, title: 'Too many bytes of requests are being received' },
  no_store: { status: 503, title: 'Rows and labels are not stored here' },
  store_unavailable: { status: 503, title: 'The store does not answer' },
  not_loaded: { status: 503, title: 'The model is not loaded' },
  no_reports: { status: 503, title: 'Drift checks are not available here' },
  no_background: { status: 503, title: 'The reference cannot be read' },
} as const;

export type ProblemKind = keyof typeof problemKinds;

/** One refused value. */
export interface RefusedValue {
  /** JSON pointer into the body. */
  readonly pointer: string;
  readonly feature?: string;
  readonly kind: ProblemKind;
  readonly expected: string;
  readonly got: string;
}

export interface ProblemOptions extends ErrorOptions {
  readonly errors?: readonly RefusedValue[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Rows that were refused for unseen categories only. */
  readonly refusedRows?: readonly RefusedRow[];
}

/** A refusal that is answered as RFC 9457 problem details. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly kind: ProblemKind;
  readonly status: number;
  readonly errors: readonly RefusedValue[];
  readonly headers: Readonly<Record<string, string>>;
  readonly refusedRows: readonly RefusedRow[];

  constructor(kind: ProblemKind, detail: string, options: ProblemOptions = {}) {
    super(detail, options);
    this.kind = kind;
    this.status = problemKinds[kind].status;
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
    this.refusedRows = options.refusedRows ?? [];
  }
}

/** The error for refused values: the first one, the most telling, names the kind; all are listed. */
export function refusal(errors: readonly RefusedValue[], options: Pick<ProblemOptions, 'refusedRows'> = {}): ProblemError {
  const [first] = errors;
  if (first === undefined) return new ProblemError('wrong_shape', 'the row could not be read');
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
  const named = first.feature === undefined ? '' : `feature ${JSON.stringify(first.feature)}: `;
  return new ProblemError(first.kind, `${named}expected ${first.expected}, got ${first.got}${more}`, {
    ...options,
    errors: errors.slice(0, 20),
  });
}

/** A received value as a message shows it, shortened. */
export function textOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(outline(value, 2)) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The first members, two levels deep: a received value may be nested deeper than the stack. */
function outline(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.slice(0, 80);
  if (value === null || typeof value !== 'object') return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => outline(item, depth - 1));
  const entries = Object.entries(value).slice(0, 20);
  return Object.fromEntries(entries.map(([name, item]) => [name.slice(0, 80), outline(item, depth - 1)]));
}

/** The body of a refusal: `type`, `title`, `status`, `detail` and the refused values. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly RefusedValue[];
}

/** Details of server failures for callers; the message itself goes to the log. */
const publicDetails: Partial<Record<ProblemKind, string>> = {
  not_loaded: 'GET /readyz shows which versions are not loaded, and why',
  remote_unavailable: 'the server that predicts for this version does not answer; Retry-After says when the next call is sent',
  remote_failed: 'the server that predicts for this version failed, or answered something else than predictions',
  no_store: 'figures over time are computed from stored rows and labels: set capture.store of the resource to file or postgres',
  no_reports: 'this process runs no drift checks',
  not_explainable: 'this model is explained against rows of the reference, which has to have every feature, none of them redacted',
  no_background: 'explanations are relative to the reference; the log of the server shows why it cannot be read',
};

/** Problem details of an error; those of a 5xx reveal nothing of its cause. */
export function problemDetails(error: ProblemError): ProblemDetails {
  const { title, status } = problemKinds[error.kind];
  return {
    type: `urn:modelmonitor:problem:${error.kind}`,
    title,
    status,
    // What was stored before the store failed is for the client to know.
    detail:
      status < 500 || error.kind === 'store_unavailable'
        ? error.message
        : (publicDetails[error.kind] ?? 'the log of the server has the details'),
    ...(error.errors.length === 0 ? {} : { errors: error.errors }),
  };
}
