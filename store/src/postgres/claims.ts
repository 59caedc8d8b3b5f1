import type { PostgresConnection } from '@modelmonitor/databases';
import type { Claim } from '../claim.ts';
import { timeNumber } from './labelLookups.ts';
import type { Monitor } from './monitor.ts';
import { sqlTime } from './timeParts.ts';

export async function takeClaim(connection: PostgresConnection, monitor: Monitor, { claim, now }: ClaimToTake): Promise<boolean> {
  const text = `insert into modelmonitor_claims (monitor, name, holder, until) values ($1, $2, $3, $4)
    on conflict (monitor, name) do update set holder = excluded.holder, until = excluded.until
      where modelmonitor_claims.holder = excluded.holder or modelmonitor_claims.until <= $5
    returning 1 as one`;
  const values = [monitor.name, claim.name, claim.holder, sqlTime(claim.until), sqlTime(now)];
  return (await connection.query({ text, values })).length > 0;
}

export interface ClaimToTake {
  readonly claim: Claim;
  readonly now: number;
}

export async function readClaims(connection: PostgresConnection, monitor: Monitor): Promise<Claim[]> {
  const text = `select name, holder, ${timeNumber('until')} as until from modelmonitor_claims where monitor = $1 order by name`;
  const rows = await connection.query({ text, values: [monitor.name] });
  return rows.map((row) => ({ name: String(row['name']), holder: String(row['holder']), until: row['until'] as number }));
}
