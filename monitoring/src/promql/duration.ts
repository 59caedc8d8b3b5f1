const units = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** Seconds of a duration as Prometheus writes it: a whole number and one unit. */
export function durationSeconds(duration: string): number {
  return Number(duration.slice(0, -1)) * units[duration.slice(-1) as keyof typeof units];
}
