import { connectPostgres, countInPostgres, type PostgresConnection, parsePostgresUrl, type Relation } from '@modelmonitor/databases';
import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { bothReports, comparable, countCases, countedMethods, expectSame } from '../../../drift/src/counted/testCounts.ts';

describeWithPostgres('counts in PostgreSQL', () => {
  let postgres: TestPostgres;
  let connection: PostgresConnection;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    const address = parsePostgresUrl(postgres.url, { what: 'a test' });
    connection = await connectPostgres(address, { password: () => Promise.resolve(undefined), now: () => performance.now() });
  });

  afterAll(async () => {
    await connection.close();
    await postgres.remove();
  });

  test.each(countCases)('a report of counts equals one of the rows: $name', async (data) => {
    await connection.query({ text: 'drop table if exists counted' });
    await connection.query({ text: 'create table counted (features float8[])' });
    await connection.query({
      text: 'insert into counted select array[v] from unnest($1::float8[]) as v',
      values: [`{${data.current.join(',')}}`],
    });
    const column = { expression: 'features[1]', type: 'numeric' } as const;
    const relation: Relation = {
      from: 'counted where $1::int8 = 1',
      parameters: [1],
      columns: new Map(countedMethods.map((method) => [method, column])),
    };
    const { memory, counted } = await countInPostgres(connection, relation, (source) => bothReports(data, () => Promise.resolve(source)));
    expectSame(comparable(memory), comparable(counted));
  });
});
