/** Chooses the version that answers: exact over any run of requests as long as the sum of the weights, sticky for a key. */
export interface TrafficSplit {
  /** Name of the version for the next request. */
  next(): string;
  /** Name of the version for a key: always the same while the weights stay; when they change, as few keys as possible move. */
  sticky(key: string): string;
}

/**
 * Spreads versions by smooth weighted round-robin: the schedule repeats after as many requests as the weights sum to, so any run of that
 * length holds each version exactly as often as its weight, and the versions are interleaved rather than in blocks.
 *
 * @param weights whole numbers by version; those of 0 are never chosen
 * @returns undefined when no version has a weight
 * @see nginx, `ngx_http_upstream_round_robin.c` (smooth weighted balancing)
 */
export function trafficSplit(weights: ReadonlyMap<string, number>): TrafficSplit | undefined {
  const live = [...weights].filter(([, weight]) => weight > 0);
  const schedule = smoothSchedule(live);
  const [only] = schedule;
  if (only === undefined) return undefined;
  let position = 0;
  return {
    next() {
      const name = schedule[position] ?? only;
      position = (position + 1) % schedule.length;
      return name;
    },
    sticky: (key) => lowestDraw(key, live) ?? only,
  };
}

function smoothSchedule(weights: readonly (readonly [string, number])[]): string[] {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const credit = new Map<string, number>();
  return Array.from({ length: total }, () => {
    for (const [name, weight] of weights) credit.set(name, (credit.get(name) ?? 0) + weight);
    const [chosen] = [...credit].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
    credit.set(chosen, (credit.get(chosen) ?? 0) - total);
    return chosen;
  });
}

/**
 * Weighted rendezvous hashing: every version draws an exponential variate of the rate of its weight from the key, the lowest draw answers.
 * A key moves only to a version that gained weight, or away from one that lost it.
 *
 * @see Thaler and Ravishankar, Using name-based mappings to increase hit rates (1998); Schindelhauer and Schomaker (2005) for the weights
 */
function lowestDraw(key: string, weights: readonly (readonly [string, number])[]): string | undefined {
  const keyHash = fnv1a(key, 0x811c9dc5);
  let lowest = Number.POSITIVE_INFINITY;
  let chosen: string | undefined;
  for (const [name, weight] of weights) {
    const uniform = (mix(fnv1a(name, keyHash)) + 0.5) / 2 ** 32;
    const draw = -Math.log(uniform) / weight;
    if (draw >= lowest) continue;
    lowest = draw;
    chosen = name;
  }
  return chosen;
}

/** 32-bit FNV-1a of the UTF-16 code units, continued from a hash. */
function fnv1a(text: string, start: number): number {
  let hash = start;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

/** The finalizer of MurmurHash3: versions whose names differ in one letter draw independently. */
function mix(hash: number): number {
  const first = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0;
}
