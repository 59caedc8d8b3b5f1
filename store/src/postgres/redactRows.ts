import { inTransaction, type PostgresConnection } from '@modelmonitor/databases';
import { placesToRedact, redactContract } from '../dropFeatures.ts';
import type { RowContract } from '../rowContract.ts';
import { scanMilliseconds } from './countRows.ts';
import type { Monitor } from './monitor.ts';
import { sqlTime } from './timeParts.ts';

/** Rows that one statement changes, about. */
const mostRows = 50_000;
const hourMilliseconds = 3_600_000;

/** Redacts features from the next batch on, and in stored rows. */
export async function redactFeatures(
  monitor: Monitor,
  features: readonly string[],
  run: (work: (connection: PostgresConnection) => Promise<number>) => Promise<number>,
): Promise<number> {
  monitor.redacted = new Set(features);
  return features.length === 0 ? 0 : run((connection) => redactRows(connection, monitor, new Set(features)));
}

/**
 * Overwrites the values of features in stored rows, in pieces. The contract is changed first, so that writers who know it by its number take
 * another one; it is done with when no row of it has a value left.
 *
 * @returns rows that changed
 */
async function redactRows(connection: PostgresConnection, { name, references }: Monitor, names: ReadonlySet<string>): Promise<number> {
  const text = 'select number, document from modelmonitor_contracts where monitor = $1 order by number';
  let changed = 0;
  for (const { number, document } of await connection.query({ text, values: [name] })) {
    const contract = document as RowContract;
    const places = placesToRedact(contract, names);
    if (places.length === 0) continue;
    const stored = { monitor: name, number: number as number, contract, places };
    if (places.some((place) => contract.features[place]?.redacted === undefined)) await markContract(connection, stored, 'pending');
    const rows = await redactContractRows(connection, stored);
    if (rows === 0) await markContract(connection, stored, 'done');
    // Readers of this process know the contract with its categories.
    references.forget();
    changed += rows;
  }
  return changed;
}

interface StoredContract {
  readonly monitor: string;
  readonly number: number;
  readonly contract: RowContract;
  /** Places of the features in its rows. */
  readonly places: readonly number[];
}

function markContract(connection: PostgresConnection, stored: StoredContract, state: 'pending' | 'done'): Promise<void> {
  const { monitor, number, contract, places } = stored;
  const text = 'update modelmonitor_contracts set digest = $3, document = $4::jsonb where monitor = $1 and number = $2';
  const values = [monitor, number, `redacted ${number}`, JSON.stringify(redactContract(contract, places, state))];
  return inTransaction(connection, async () => {
    await connection.query({ text, values });
    await connection.query({ text: 'delete from modelmonitor_hour_counts where monitor = $1', values: [monitor] });
  });
}

async function redactContractRows(connection: PostgresConnection, stored: StoredContract): Promise<number> {
  const { monitor, number, contract, places } = stored;
  const present = places.flatMap((place) => [`features[${place + 1}] is not null`, `unseen->>'${place}' is not null`]).join(' or ');
  const rows = `modelmonitor_predictions where monitor = $1 and contract = $2 and (${present})`;
  const hour = 'floor(extract(epoch from time) / 3600)::float8';
  const hours = await connection.query({
    text: `select ${hour} as hour, count(*) as rows from ${rows} group by ${hour}`,
    values: [monitor, number],
    deadlineMilliseconds: scanMilliseconds,
  });
  const cells = contract.features.map((_, place) => (places.includes(place) ? 'null' : `features[${place + 1}]`)).join(', ');
  const update = `with changed as (update modelmonitor_predictions set features = array[${cells}]::float8[],
      unseen = unseen${places.map((place) => ` - '${place}'`).join('')}
    where monitor = $1 and contract = $2 and time >= $3 and time < $4 and (${present}) returning 1)
    select count(*) as rows from changed`;
  let changed = 0;
  for (const row of hours) {
    const pieces = Math.ceil(Number(row['rows']) / mostRows);
    const start = (row['hour'] as number) * hourMilliseconds;
    const timeOf = (piece: number) => sqlTime(start + Math.floor((piece * hourMilliseconds) / pieces));
    for (let piece = 0; piece < pieces; piece++) {
      const values = [monitor, number, timeOf(piece), timeOf(piece + 1)];
      const [found] = await inTransaction(connection, () =>
        connection.query({ text: update, values, deadlineMilliseconds: scanMilliseconds }),
      );
      changed += Number(found?.['rows']);
    }
  }
  return changed;
}
