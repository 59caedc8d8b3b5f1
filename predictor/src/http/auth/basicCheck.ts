import { createHmac } from 'node:crypto';
import type { StoredPassword } from './storedPassword.ts';
import { createVerificationQueue } from './verificationQueue.ts';

/** Most verified credentials that are remembered, so that a hash is not computed for every request. */
const mostRemembered = 1000;

/** Most credentials that wait to be verified. */
const mostWaiting = 32;

interface Credentials {
  readonly user: string;
  readonly password: string;
}

export type BasicCheck = (credentials: Credentials) => Promise<boolean>;

/**
 * Verifies a user and password. Verified credentials are remembered as an HMAC under a key of this process.
 *
 * @param accounts passwords by user, at least one
 * @param key key of the HMAC, random
 */
export function createBasicCheck(accounts: ReadonlyMap<string, StoredPassword>, key: Uint8Array): BasicCheck {
  const stored = [...accounts.values()];
  const verified = new Set<string>();
  const underWay = new Map<string, Promise<boolean>>();
  const queue = createVerificationQueue(mostWaiting);
  const verify = async ({ user, password }: Credentials, mark: Buffer): Promise<boolean> => {
    const own = accounts.get(user);
    // An unknown user is compared with the password of one account, always the same: it takes as long as for a known user.
    const compared = own ?? (stored[mark.readUInt32BE(0) % stored.length] as StoredPassword);
    const matches = compared.slow ? await queue(async () => compared.matches(password)) : await compared.matches(password);
    return matches && own !== undefined;
  };
  return async ({ user, password }) => {
    const digest = createHmac('sha256', key).update(`${user}:${password}`).digest('base64');
    if (verified.has(digest)) return true;
    const started = underWay.get(digest);
    if (started !== undefined) return started;
    const mine = verify({ user, password }, createHmac('sha256', key).update(user).digest());
    underWay.set(digest, mine);
    try {
      const right = await mine;
      if (right) remember(verified, digest);
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
