import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '../errors.ts';
import { writeTransaction } from './transaction.ts';

test('a full disk is an error of the store, leaves nothing of the transaction, and passes', () => {
  const database = new DatabaseSync(':memory:');
  database.exec('create table t (value blob)');
  const fill = (bytes: number) => writeTransaction(database, () => database.prepare('insert into t values (?)').run(new Uint8Array(bytes)));
  fill(10);
  database.exec('pragma max_page_count = 10');
  expect(() => fill(100_000)).toThrow(StoreUnavailable);
  expect(() => fill(100_000)).toThrow('the disk is full');
  expect(database.prepare('select count(*) as count from t').get()?.['count']).toBe(1);
  database.exec('pragma max_page_count = 1000');
  fill(100_000);
  expect(database.prepare('select count(*) as count from t').get()?.['count']).toBe(2);
});

test('an error of the program leaves nothing of the transaction and is not one of the store', () => {
  const database = new DatabaseSync(':memory:');
  database.exec('create table t (value blob)');
  const fault = new TypeError('unexpected');
  const run = () =>
    writeTransaction(database, () => {
      database.exec('insert into t values (1)');
      throw fault;
    });
  expect(run).toThrow(fault);
  expect(database.isTransaction).toBe(false);
  expect(database.prepare('select count(*) as count from t').get()?.['count']).toBe(0);
});
