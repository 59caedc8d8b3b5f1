/** Labels of a monitor as in a selector; all cases are in the namespace `models`. */
export function labelsOf(monitor: string): string {
  return `namespace="models", modelmonitor="${monitor}"`;
}

/** A counter that grows by an amount per minute for some minutes, then by another amount, in promtool's notation. */
export function counter(...segments: readonly (readonly [perMinute: number, minutes: number])[]): string {
  let total = 0;
  return segments
    .map(([perMinute, minutes], index) => {
      const from = total + (index === 0 ? 0 : perMinute);
      total += perMinute * minutes;
      return `${from}+${perMinute}x${minutes - (index === 0 ? 0 : 1)}`;
    })
    .join(' ');
}

/** A gauge that has a value for some minutes, then another. */
export function gauge(...segments: readonly (readonly [value: number, minutes: number])[]): string {
  return segments.map(([value, minutes]) => `${value}x${minutes - 1}`).join(' ');
}

/** Requests per minute, and how many of them are slow, fail or are rejected. */
export interface Traffic {
  readonly minutes: number;
  readonly requests: number;
  /** Took between one and two seconds. */
  readonly slow?: number;
  /** Took more than two seconds. */
  readonly late?: number;
  /** Status 500. */
  readonly failed?: number;
  /** Status 422. */
  readonly refused?: number;
}

/** Series that a predictor exports for its traffic, with the default thresholds. */
export function predictorSeries(monitor: string, ...traffic: readonly Traffic[]): Record<string, string> {
  const labels = labelsOf(monitor);
  const http = `modelmonitor_http_request_duration_seconds`;
  const request = `${labels}, method="POST", route="/predict", instance="10.0.0.1:9090"`;
  const growth = (of: (one: Traffic) => number) => counter(...traffic.map((one) => [of(one), one.minutes] as const));
  const minutes = traffic.reduce((sum, one) => sum + one.minutes, 0) + 1;
  const fast = ({ requests, slow = 0, late = 0 }: Traffic) => requests - slow - late;
  return {
    [`${http}_count{${request}, status_code="200"}`]: growth(({ requests, failed = 0, refused = 0 }) => requests - failed - refused),
    [`${http}_count{${request}, status_code="500"}`]: growth(({ failed = 0 }) => failed),
    [`${http}_count{${request}, status_code="422"}`]: growth(({ refused = 0 }) => refused),
    [`${http}_bucket{${request}, status_code="200", le="0.5"}`]: growth(fast),
    [`${http}_bucket{${request}, status_code="200", le="1.0"}`]: growth(fast),
    [`${http}_bucket{${request}, status_code="200", le="2.0"}`]: growth(({ requests, late = 0 }) => requests - late),
    [`${http}_bucket{${request}, status_code="200", le="5.0"}`]: growth(({ requests }) => requests),
    [`${http}_bucket{${request}, status_code="200", le="+Inf"}`]: growth(({ requests }) => requests),
    [`modelmonitor_sla_breaches_total{${labels}}`]: growth(({ late = 0 }) => late),
    [`modelmonitor_prediction_errors_total{${labels}, error_type="internal"}`]: growth(({ failed = 0 }) => failed),
    [`modelmonitor_prediction_errors_total{${labels}, error_type="out_of_range"}`]: growth(({ refused = 0 }) => refused),
    ...thresholdSeries(monitor, minutes),
  };
}

/** Thresholds of a monitor with default settings, whose versions are loaded. */
export function thresholdSeries(monitor: string, minutes: number): Record<string, string> {
  const labels = labelsOf(monitor);
  return {
    [`modelmonitor_latency_threshold_seconds{${labels}, kind="p95"}`]: gauge([1, minutes]),
    [`modelmonitor_latency_threshold_seconds{${labels}, kind="sla"}`]: gauge([2, minutes]),
    [`modelmonitor_error_ratio_threshold{${labels}}`]: gauge([0.05, minutes]),
    [`modelmonitor_objective_ratio{${labels}}`]: gauge([0.99, minutes]),
    [`modelmonitor_model_loaded{${labels}, version="v1"}`]: gauge([1, minutes]),
  };
}
