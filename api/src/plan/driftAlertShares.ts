import type { ModelMonitor } from '../schema/modelMonitor.ts';

/**
 * Shares of drifted features from which alerts fire, by severity: a warning from `alerts.driftShare`, else `drift.share`; critical from the
 * highest of `drift.levels` if that is larger, otherwise from halfway between that share and 1. So the two differ, unless the share is 1.
 *
 * @example
 * driftAlertShares(monitor) // => { warning: 0.3, critical: 0.5 }, with alerts.driftShare 0.3 and the levels 0.2, 0.3 and 0.5
 */
export function driftAlertShares({ spec: { alerts, drift } }: ModelMonitor): { readonly warning: number; readonly critical: number } {
  const warning = alerts.driftShare ?? drift.share;
  const highest = Math.max(...drift.levels.map(({ share }) => share));
  return { warning, critical: highest > warning ? highest : (1 + warning) / 2 };
}
