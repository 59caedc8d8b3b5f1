/** What the name of a run looks like. */
export const runPattern = /^[0-9]{8}t[0-9]{9}z$/;

/** Name of a run from its time: sorts by time and may stand in a Kubernetes name. */
export function runName(timestamp: Date): string {
  return timestamp.toISOString().replaceAll(/[-:.]/g, '').toLowerCase();
}
