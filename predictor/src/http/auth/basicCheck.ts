import { createHmac } from 'node:crypto';
import type { StoredPassword } from './storedPassword.ts';
import { type Claimant, createVerificationQueue } from './verificationQueue.ts';

/** Most correct, and most wrong, credentials that are remembered, so that a hash is not computed for every request. */
const mostRemembered = 1000;

interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Where a request is from, and whether its client has left. */
export type Caller = Omit<Claimant, 'user'>;

export type BasicCheck = (credentials: Credentials, caller: Caller) => Promise<boolean>;

/**
 * Verifies a user and password. Correct and wrong credentials are remembered as an HMAC under a key of this process, apart
 * from each other: guesses displace no correct ones.
 *
 * @param accounts passwords by user, at least one
 * @param key key of the HMAC, random
 */
export function createBasicCheck(accounts: ReadonlyMap<string, StoredPassword>, key: Uint8Array): BasicCheck {
  const stored = [...accounts.values()];
  const [verified, refused] = [new Set<string>(), new Set<string>()];
  const underWay = new Map<string, { readonly result: Promise<boolean>; readonly callers: Caller[] }>();
  const queue = createVerificationQueue();
  const verify = async ({ user, password }: Credentials, callers: readonly Caller[]): Promise<boolean> => {
    const own = accounts.get(user);
    // An unknown user is compared with the password of one account, always the same: it takes as long as for a known user.
    const mark = createHmac('sha256', key).update(user).digest();
    const compared = own ?? (stored[mark.readUInt32BE(0) % stored.length] as StoredPassword);
    const claimant = { user, address: callers[0]?.address ?? '', isGone: () => callers.every(({ isGone }) => isGone()) };
    const matches = compared.slow ? await queue(claimant, async () => compared.matches(password)) : await compared.matches(password);
    return matches && own !== undefined;
  };
  return async ({ user, password }, caller) => {
    const digest = createHmac('sha256', key).update(`${user}:${password}`).digest('base64');
    if (verified.has(digest)) return true;
    if (refused.has(digest)) return false;
    const started = underWay.get(digest);
    started?.callers.push(caller);
    if (started !== undefined) return started.result;
    const callers = [caller];
    const result = verify({ user, password }, callers);
    underWay.set(digest, { result, callers });
    try {
      const right = await result;
      remember(right ? verified : refused, digest);
      return right;
    } finally {
      underWay.delete(digest);
    }
  };
}

function remember(verified: Set<string>, digest: string): void {
  if (verified.size >= mostRemembered) verified.delete(verified.values().next().value as string);
  verified.add(digest);
}
