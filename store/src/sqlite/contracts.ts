import type { DatabaseSync } from 'node:sqlite';
import type { RowContract } from '../rowContract.ts';

/** Contracts of the rows by number. */
export interface Contracts {
  /** The number of a contract, which is stored where it is new; within a transaction. */
  write(contract: RowContract): number;
  read(number: number): RowContract;
}

export function createContracts(database: DatabaseSync): Contracts {
  const found = new Map<number, RowContract>();
  let last: { readonly text: string; readonly contract: RowContract } | undefined;
  return {
    write(contract) {
      // Batch after batch has the same contract: its text is built once.
      if (last?.contract !== contract) last = { contract, text: contractText(contract) };
      database.prepare('insert or ignore into contracts (text) values (?)').run(last.text);
      return Number(database.prepare('select number from contracts where text = ?').get(last.text)?.['number']);
    },
    read(number) {
      const known = found.get(number);
      if (known !== undefined) return known;
      const text = String(database.prepare('select text from contracts where number = ?').get(number)?.['text']);
      const contract = JSON.parse(text) as RowContract;
      found.set(number, contract);
      return contract;
    },
  };
}

/** The same text for equal contracts, whatever else their objects hold. */
function contractText({ task, features, classes, target }: RowContract): string {
  const described = features.map(({ name, type, categories }) =>
    type === 'categorical' ? { name, type, categories: categories ?? [] } : { name, type },
  );
  return JSON.stringify({ task, features: described, classes, target });
}
