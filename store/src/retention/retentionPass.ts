import type { Store } from '../store.ts';
import { type Day, dayOf } from './day.ts';

/** What bounds the rows of a store. */
export interface RetentionBounds {
  readonly milliseconds: number;
  /** Undefined without a limit. */
  readonly maxBytes: number | undefined;
}

export interface RetentionOptions {
  readonly store: Pick<Store, 'claim' | 'readClaims' | 'countRows' | 'newestRange' | 'dropBefore' | 'health'>;
  readonly bounds: RetentionBounds;
  /** Random name of this process. */
  readonly holder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Writes a day to the archive and verifies it; days are dropped for good when absent. @returns rows in the archive that the store has */
  readonly archive?: ((day: Day) => Promise<number>) | undefined;
  /** Whether the store cannot write for lack of space: then the oldest day is dropped whatever its age. */
  readonly isFull?: boolean;
}

/** What a pass did. */
export interface RetentionOutcome {
  /** Days that were dropped, and why. */
  readonly dropped: readonly { readonly day: string; readonly rows: number; readonly reason: 'age' | 'space' }[];
  /** Why it did less than it would have. */
  readonly waiting: readonly string[];
  /** Size in bytes that dropping a day did not reduce; absent where it did, or none was dropped. */
  readonly stuckBytes?: number;
}

const claimName = 'retention';
/** First word of the claims of restored days. */
export const restoredClaim = 'restored';
/** Longest time that one day takes to be archived and dropped. */
const claimMilliseconds = 30 * 60_000;

/**
 * Drops days of a store, oldest first: one day that is older than the retention, then as many as have to go for the space. One process does it
 * at a time.
 *
 * Ages are counted from the clock or the newest row, whichever is earlier, and a pass drops one day by age: neither a clock set forward for a
 * while nor one set back deletes much. The newest day is never dropped. While restored days are held, no day is dropped by age.
 */
export async function retentionPass(options: RetentionOptions): Promise<RetentionOutcome> {
  const { store, bounds, now } = options;
  const dropped: RetentionOutcome['dropped'][number][] = [];
  const waiting: string[] = [];
  if (!(await claimRetention(options))) return { dropped, waiting: ['another process is dropping days'] };
  const drop = async (day: Day, reason: 'age' | 'space') => {
    const outcome = await dropDay(options, day);
    if (typeof outcome === 'string') waiting.push(outcome);
    else dropped.push({ day: day.name, rows: outcome, reason });
    return typeof outcome === 'number';
  };
  try {
    const newest = (await store.newestRange({}, 1)).from ?? now();
    const held = await holdOf(options);
    if (held !== undefined) waiting.push(held);
    else {
      const cutoff = dayOf(Math.min(now(), newest) - bounds.milliseconds).from;
      const oldest = await oldestDay(options, cutoff);
      // Labels without rows grow old too.
      if (oldest === undefined) await store.dropBefore(cutoff);
      else await drop(oldest, 'age');
    }
    let isFull = options.isFull === true && dropped.length === 0;
    for (let before = await boundedBytes(options); isFull || isTooLarge(before, options); ) {
      isFull = false;
      const oldest = await oldestDay(options, dayOf(newest).from);
      if (oldest === undefined) waiting.push('the newest day alone takes more space than the store may');
      if (oldest === undefined || !(await drop(oldest, 'space'))) break;
      const after = await boundedBytes(options);
      if (after !== undefined && before !== undefined && after >= before) {
        waiting.push(`dropping ${oldest.name} did not reduce the ${before} bytes of the store, which others may share`);
        return { dropped, waiting, stuckBytes: after };
      }
      before = after;
    }
    return { dropped, waiting };
  } finally {
    await store.claim({ name: claimName, holder: options.holder, until: now() }, now());
  }
}

/** @returns deleted rows, or why there are none */
async function dropDay(options: RetentionOptions, day: Day): Promise<number | string> {
  const { store, archive } = options;
  if (archive !== undefined) {
    const archived = await archive(day);
    const { rows, refused } = await store.countRows({ to: day.to });
    if (rows + refused !== archived)
      return `${day.name} is not dropped: rows arrived while it was archived (${archived} archived, ${rows + refused} stored)`;
    // The claim may have ended meanwhile, and another process may be at the same day: it finds the same archive.
    if (!(await claimRetention(options))) return `${day.name} is not dropped: another process is dropping days`;
  }
  return store.dropBefore(day.to);
}

/** The day of the oldest row before a time. */
async function oldestDay({ store }: RetentionOptions, before: number): Promise<Day | undefined> {
  const { from } = await store.countRows({ to: before });
  return from === null ? undefined : dayOf(from);
}

function isTooLarge(bytes: number | undefined, { bounds: { maxBytes } }: RetentionOptions): boolean {
  return maxBytes !== undefined && bytes !== undefined && bytes > maxBytes;
}

/** Size of a store; undefined where it has no bound, or the size is not known. */
async function boundedBytes({ store, bounds: { maxBytes } }: RetentionOptions): Promise<number | undefined> {
  return maxBytes === undefined ? undefined : ((await store.health()).bytes ?? undefined);
}

async function holdOf({ store, now }: RetentionOptions): Promise<string | undefined> {
  const claims = (await store.readClaims()).filter(({ name, until }) => name.startsWith(`${restoredClaim} `) && until > now());
  const last = Math.max(...claims.map(({ until }) => until));
  const days = claims.map(({ name }) => name.slice(restoredClaim.length + 1)).join(', ');
  return claims.length === 0 ? undefined : `no day is dropped by age until ${new Date(last).toISOString()}: ${days} restored`;
}

interface ClaimingStore {
  readonly store: Pick<Store, 'claim' | 'readClaims'>;
}

/** Claims the right to archive, drop or rewrite days. A claim whose end is too far away is of a process whose clock was ahead: it counts as ended. */
export async function claimRetention({ store, holder, now }: Pick<RetentionOptions, 'holder' | 'now'> & ClaimingStore): Promise<boolean> {
  const found = (await store.readClaims()).find(({ name }) => name === claimName);
  const isAhead = found !== undefined && found.until > now() + 2 * claimMilliseconds;
  return store.claim({ name: claimName, holder, until: now() + claimMilliseconds }, isAhead ? found.until : now());
}
