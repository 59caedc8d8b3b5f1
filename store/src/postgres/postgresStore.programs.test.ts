import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { testStoreContract } from '../testStoreContract.ts';
import { migrationSql, tableStatements } from './schemaSql.ts';
import { foreignWords } from './testPlainSql.ts';
import { createDatabase, testPostgresStore } from './testPostgresStore.ts';

describeWithPostgres('a store in PostgreSQL', () => {
  let postgres: TestPostgres;
  let databases = 0;
  const sent = { partitioned: new Set<string>(), single: new Set<string>() };

  beforeAll(async () => {
    postgres = await startTestPostgres();
  });

  afterAll(() => postgres?.remove());

  describe.each(['partitioned', 'single'] as const)('%s', (form) => {
    testStoreContract(async () => {
      databases += 1;
      const url = await createDatabase(postgres, `contract_${databases}`);
      if (form === 'single') await postgres.sql(migrationSql({ form: 'single', schema: 'public' }), url);
      const onStatement = ({ text }: { readonly text: string }) => sent[form].add(text);
      const open = () => testPostgresStore(url, { maxWaitingLabels: 100, onStatement });
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

    test('every statement is SQL that Citus, CockroachDB and YugabyteDB have, too', () => {
      const foreign = new Map([...sent[form]].flatMap((text) => foreignWords(text, form).map((word) => [word, text] as const)));
      expect(Object.fromEntries(foreign)).toEqual({});
      // The statements that create tables, which the single form got by psql.
      expect(tableStatements(form).flatMap((text) => foreignWords(text, form))).toEqual([]);
      expect(sent[form].size).toBeGreaterThan(60);
      const temporary = ['create temp table x (a int)', 'select row_number() over (order by a)', 'select pg_advisory_lock(1)'];
      expect(temporary.map((text) => foreignWords(text, form).length > 0)).toEqual([true, true, true]);
    });
  });
});
