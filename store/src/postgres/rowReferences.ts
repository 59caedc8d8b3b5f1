import { createHash } from 'node:crypto';
import type { PostgresConnection } from '@modelmonitor/databases';
import type { RowContract } from '../rowContract.ts';

/** Numbers of writers and contracts, which rows refer to; each is looked up or created once. */
export interface RowReferences {
  contractNumber(connection: PostgresConnection, contract: RowContract): Promise<number>;
  writerNumber(connection: PostgresConnection, writer: string): Promise<number>;
  /** All contracts of the monitor, by number. */
  contracts(connection: PostgresConnection): Promise<ReadonlyMap<number, RowContract>>;
  forget(): void;
}

export function createRowReferences(monitor: string): RowReferences {
  const digests = new WeakMap<RowContract, string>();
  const contractNumbers = new Map<string, number>();
  const writerNumbers = new Map<string, number>();
  let contracts = new Map<number, RowContract>();
  const digestOf = (contract: RowContract) => {
    const known = digests.get(contract);
    if (known !== undefined) return known;
    const digest = createHash('sha256').update(JSON.stringify(contract)).digest('hex');
    digests.set(contract, digest);
    return digest;
  };
  return {
    async contractNumber(connection, contract) {
      const digest = digestOf(contract);
      const known = contractNumbers.get(digest);
      if (known !== undefined) return known;
      const number = await numberOf(connection, {
        find: { text: 'select number from modelmonitor_contracts where monitor = $1 and digest = $2', values: [monitor, digest] },
        create: {
          text: `insert into modelmonitor_contracts (monitor, number, digest, document)
            select $1::text, coalesce(max(number), 0) + 1, $2, $3::jsonb from modelmonitor_contracts where monitor = $1::text on conflict do nothing`,
          values: [monitor, digest, JSON.stringify(contract)],
        },
      });
      contractNumbers.set(digest, number);
      return number;
    },
    async writerNumber(connection, writer) {
      const known = writerNumbers.get(writer);
      if (known !== undefined) return known;
      const number = await numberOf(connection, {
        find: { text: 'select number from modelmonitor_writers where monitor = $1 and writer = $2', values: [monitor, writer] },
        create: {
          text: `insert into modelmonitor_writers (monitor, writer, number)
            select $1::text, $2, coalesce(max(number), 0) + 1 from modelmonitor_writers where monitor = $1::text on conflict do nothing`,
          values: [monitor, writer],
        },
      });
      writerNumbers.set(writer, number);
      return number;
    },
    async contracts(connection) {
      const own = contracts;
      const text = 'select number, document from modelmonitor_contracts where monitor = $1 and number > $2 order by number';
      for (const { number, document } of await connection.query({ text, values: [monitor, Math.max(0, ...own.keys())] })) {
        own.set(number as number, document as RowContract);
      }
      return own;
    },
    forget() {
      contractNumbers.clear();
      writerNumbers.clear();
      // A reader may have the one before.
      contracts = new Map();
    },
  };
}

interface NumberedRow {
  readonly find: { readonly text: string; readonly values: readonly unknown[] };
  /** Creates it with the next number, or nothing when another connection was faster. */
  readonly create: { readonly text: string; readonly values: readonly unknown[] };
}

async function numberOf(connection: PostgresConnection, { find, create }: NumberedRow): Promise<number> {
  for (;;) {
    const [row] = await connection.query(find);
    if (row !== undefined) return row['number'] as number;
    await connection.query(create);
  }
}
