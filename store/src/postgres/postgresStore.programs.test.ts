import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { testStoreContract } from '../testStoreContract.ts';
import { migrationSql } from './schemaSql.ts';
import { createDatabase, testPostgresStore } from './testPostgresStore.ts';

describeWithPostgres('a store in PostgreSQL', () => {
  let postgres: TestPostgres;
  let databases = 0;

  beforeAll(async () => {
    postgres = await startTestPostgres();
  });

  afterAll(() => postgres?.remove());

  describe.each(['partitioned', 'single'] as const)('%s', (form) => {
    testStoreContract(async () => {
      databases += 1;
      const url = await createDatabase(postgres, `contract_${databases}`);
      if (form === 'single') await postgres.sql(migrationSql('single'), url);
      const open = () => testPostgresStore(url, { maxWaitingLabels: 100 });
      const store = open();
      await store.prepare();
      return {
        store,
        connect: async () => open(),
        remove: async () => {
          await store.close();
        },
      };
    });
  });
});
