import { ProblemError } from '../../problem.ts';

/** Whose credentials are verified. */
export interface Claimant {
  /** The network that the request is from. */
  readonly address: string;
  /** The user that it names, known or not: a queue that knew would tell. */
  readonly user: string;
  /** Whether no one waits for the result any more. */
  readonly isGone: () => boolean;
}

/** Runs expensive work one at a time: addresses take turns, and users of an address do. */
export type VerificationQueue = <T>(claimant: Claimant, work: () => Promise<T>) => Promise<T>;

interface QueueBounds {
  /** Most work that waits: altogether, of an address, and of a user at an address. */
  readonly most: number;
  readonly perAddress: number;
  readonly perUser: number;
}

/** A comparison of bcrypt takes some 60 ms: the last of a user waits four seconds at most while no one else sends any. */
const defaultBounds: QueueBounds = { most: 1024, perAddress: 128, perUser: 64 };

/** Work that waits. */
interface Waiting {
  readonly claimant: Claimant;
  readonly start: () => Promise<void>;
  readonly refuse: (error: ProblemError) => void;
}

/** Work by user, in the order of their turns. */
type Lanes = Map<string, Waiting[]>;

/**
 * Compares password hashes one at a time, so that a flood of guesses takes at most one core, and in turns, so that it delays no one else: who is
 * at another address, or is another user, waits for one comparison per address and user that wait, whatever number of guesses each has sent.
 * Where there is no room, the newest work of those with the most gives way; what is refused gets 429.
 */
export function createVerificationQueue({ most, perAddress, perUser } = defaultBounds): VerificationQueue {
  const addresses = new Map<string, Lanes>();
  let isRunning = false;
  const drop = (lanes: Lanes) =>
    longest(lanes.values(), ({ length }) => length)
      ?.pop()
      ?.refuse(tooMany());
  const makeRoom = (lanes: Lanes, lane: readonly Waiting[]): boolean => {
    if (lane.length >= perUser) return false;
    const total = [...addresses.values()].reduce((sum, one) => sum + waitingOf(one), 0);
    if (waitingOf(lanes) < perAddress && total < most) return true;
    const largest = longest(addresses.values(), waitingOf) ?? lanes;
    if (waitingOf(lanes) < perAddress && waitingOf(largest) > waitingOf(lanes) + 1) {
      drop(largest);
      return true;
    }
    // Its own address has its share: another user there has to have more.
    if ((longest(lanes.values(), ({ length }) => length)?.length ?? 0) <= lane.length + 1) return false;
    drop(lanes);
    return true;
  };
  const run = async () => {
    isRunning = true;
    for (let next = takeTurn(addresses); next !== undefined; next = takeTurn(addresses)) {
      if (next.claimant.isGone())
        next.refuse(new ProblemError('client_closed', 'the connection closed before the credentials were verified'));
      else await next.start();
    }
    isRunning = false;
  };
  return (claimant, work) =>
    new Promise((resolve, reject) => {
      const lanes = addresses.get(claimant.address) ?? new Map<string, Waiting[]>();
      const lane = lanes.get(claimant.user) ?? [];
      if (!makeRoom(lanes, lane)) {
        reject(tooMany());
        return;
      }
      lane.push({ claimant, refuse: reject, start: () => work().then(resolve, reject) });
      lanes.set(claimant.user, lane);
      addresses.set(claimant.address, lanes);
      if (!isRunning) void run();
    });
}

/** Takes the next work of the next user of the next address, which then queue behind all others. */
function takeTurn(addresses: Map<string, Lanes>): Waiting | undefined {
  for (const [address, lanes] of addresses) {
    addresses.delete(address);
    for (const [user, lane] of lanes) {
      lanes.delete(user);
      const next = lane.shift();
      if (lane.length > 0) lanes.set(user, lane);
      if (next === undefined) continue;
      if (lanes.size > 0) addresses.set(address, lanes);
      return next;
    }
  }
  return undefined;
}

function waitingOf(lanes: Lanes): number {
  let sum = 0;
  for (const { length } of lanes.values()) sum += length;
  return sum;
}

function longest<Item>(items: Iterable<Item>, size: (item: Item) => number): Item | undefined {
  let found: Item | undefined;
  for (const item of items) if (found === undefined || size(item) > size(found)) found = item;
  return found;
}

function tooMany(): ProblemError {
  return new ProblemError('too_many_requests', 'too many credentials are waiting to be verified', { headers: { 'Retry-After': '1' } });
}
