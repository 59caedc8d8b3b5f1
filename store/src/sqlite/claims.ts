import type { DatabaseSync } from 'node:sqlite';
import type { Claim } from '../claim.ts';

/** Takes or moves a claim within a transaction, unless another holder has it. @returns whether the holder has it */
export function takeClaim(database: DatabaseSync, { name, holder, until }: Claim, now: number): boolean {
  const taken = database
    .prepare(`
      insert into claims (name, holder, until) values (?, ?, ?)
      on conflict (name) do update set holder = excluded.holder, until = excluded.until where claims.holder = excluded.holder or claims.until <= ?`)
    .run(name, holder, until, now);
  return taken.changes !== 0;
}

/** Claims, also those that have ended. */
export function readClaims(database: DatabaseSync): Claim[] {
  const found = database.prepare('select name, holder, until from claims order by name').all();
  return found.map(({ name, holder, until }) => ({ name: String(name), holder: String(holder), until: Number(until) }));
}
