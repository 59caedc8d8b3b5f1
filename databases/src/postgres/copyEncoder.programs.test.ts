import fc from 'fast-check';
import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../testPostgres.ts';
import { connectPostgres } from './connectPostgres.ts';
import { CopyDecoder } from './copyDecoder.ts';
import { CopyEncoder } from './copyEncoder.ts';
import { parsePostgresUrl } from './postgresAddress.ts';

describeWithPostgres('rows in the binary form of COPY', () => {
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await startTestPostgres();
  });

  afterAll(() => postgres?.remove());

  test('encoded rows are read back as they were', async () => {
    const address = parsePostgresUrl(postgres.url, { what: 'a test' });
    const connection = await connectPostgres(address, { password: async () => undefined, now: () => performance.now() });
    await connection.query({ text: 'create temp table rows (n int4, i int4, f float8, t text, j jsonb, m timestamptz, a float8[])' });
    const value = fc.double();
    const text = fc.string({ unit: 'grapheme' }).map((each) => each.replaceAll('\0', ''));
    const row = fc.record({
      i: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { nil: Number.NaN }),
      f: value,
      t: fc.option(text),
      m: fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }),
      a: fc.array(value, { maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (rows) => {
        const encoder = new CopyEncoder(1);
        rows.forEach(({ i, f, t, m, a }, index) => {
          encoder.row(7);
          encoder.int4(index);
          if (Number.isNaN(i)) encoder.null();
          else encoder.int4(i);
          encoder.float8(f);
          if (t === null) encoder.null();
          else encoder.text(t);
          encoder.jsonb({ t });
          encoder.time(m);
          encoder.floats(Float64Array.from(a));
        });
        await connection.query({ text: 'truncate rows' });
        expect(await connection.copyIn({ text: 'copy rows from stdin (format binary)' }, encoder.finish())).toBe(rows.length);
        const decoder = new CopyDecoder();
        const read: unknown[] = [];
        const text = 'copy (select i, f, t, j->>$$t$$, m, a from rows order by n) to stdout (format binary)';
        for await (const group of connection.copyOut({ text })) {
          for (const message of group) {
            decoder.read(message);
            while (decoder.nextRow()) {
              const [i, f, t, j, m] = [decoder.int4(), decoder.float8(), decoder.text(), decoder.text(), decoder.time()];
              const a = new Float64Array(rows[read.length]?.a.length ?? 0);
              decoder.floats(a, 0, a.length);
              read.push({ i, f, t, j, m, a: [...a] });
            }
          }
        }
        expect(read).toEqual(rows.map(({ t, ...rest }) => ({ ...rest, t, j: t })));
      }),
      { numRuns: 60 },
    );
    await connection.close();
  });
});
