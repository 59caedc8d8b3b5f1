/** Name of a run from its time: sorts by time and may stand in a Kubernetes name. */
export function runName(timestamp: Date): string {
  return timestamp.toISOString().replaceAll(/[-:.]/g, '').toLowerCase();
}
