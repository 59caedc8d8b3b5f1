import { scrypt, timingSafeEqual } from 'node:crypto';
import type { StoredPassword } from './storedPassword.ts';

/** Most memory one comparison may take, in bytes: enough for ln=17, r=8. */
const mostMemory = 128 * 2 ** 20;

const phcString = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)={0,2}\$([A-Za-z0-9+/]+)={0,2}$/;

/**
 * A scrypt hash as a PHC string: `$scrypt$ln=LOG2_N,r=R,p=P$SALT$HASH`, salt and hash in base64.
 *
 * @throws RangeError when the text is not such a string, or its cost is too high
 * @see RFC 7914
 */
export function scryptPassword(phc: string): StoredPassword {
  const [, ln, r, p, salt = '', hash = ''] = phcString.exec(phc) ?? [];
  if (ln === undefined) throw new RangeError('expected a scrypt hash $scrypt$ln=…,r=…,p=…$SALT$HASH in base64, got another form');
  const cost = { N: 2 ** Number(ln), r: Number(r), p: Number(p) };
  checkCost(cost);
  const [saltBytes, expected] = [salt, hash].map((text) => Buffer.from(text, 'base64')) as [Buffer, Buffer];
  if (saltBytes.length < 8 || expected.length < 16 || expected.length > 64) {
    throw new RangeError('expected a scrypt salt of at least 8 bytes and a hash of 16 to 64 bytes, got other lengths');
  }
  return {
    slow: true,
    matches: async (password) => timingSafeEqual(await keyOf(password, { salt: saltBytes, length: expected.length, cost }), expected),
  };
}

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

function checkCost({ N, r, p }: Cost): void {
  if (N >= 2 && r >= 1 && p >= 1 && p <= 4 && 128 * N * r <= mostMemory) return;
  throw new RangeError(`expected scrypt parameters with ln ≥ 1, r ≥ 1, p of 1 to 4 and at most ${mostMemory / 2 ** 20} MiB, got others`);
}

function keyOf(password: string, { salt, length, cost }: { salt: Buffer; length: number; cost: Cost }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // OpenSSL also counts 128 · r · p and a little more beside the large table.
    const maxmem = 128 * cost.r * (cost.N + cost.p + 2) + 2 ** 16;
    scrypt(password, salt, length, { ...cost, maxmem }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
