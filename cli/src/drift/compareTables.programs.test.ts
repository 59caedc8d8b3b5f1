import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

describeWithPostgres('drift of a table in PostgreSQL', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'drift-tables-'));
  let postgres: TestPostgres;
  let place = '';
  const server = () => `postgresql://postgres@${place}/postgres`;

  async function drift(args: readonly string[], env: Record<string, string> = {}) {
    const { context, stdout, stderr } = recordingContext({ cwd, env });
    const code = await runCommand(['drift', ...args], context);
    return { code, stdout: stdout(), stderr: stderr() };
  }

  const row = (index: number, shift: number) =>
    [Math.sin(index) + shift, index % 37, (Math.cos(index * 7) * 10).toFixed(1), ['red', 'white', 'rosé'][index % 3], index % 5 === 0].join(
      ',',
    );
  const csv = (rows: number, shift: number) =>
    `x,whole,rounded,colour,flag\n${Array.from({ length: rows }, (_, index) => `${row(index, shift)}\n`).join('')}`;

  beforeAll(async () => {
    postgres = await startTestPostgres({ access: ['host all ada 127.0.0.1/32 scram-sha-256'] });
    place = `127.0.0.1:${postgres.port}`;
    writeFileSync(join(cwd, 'reference.csv'), csv(1500, 0));
    writeFileSync(join(cwd, 'current.csv'), csv(4000, 0.2));
    const values = Array.from({ length: 4000 }, (_, index) => {
      const [x, whole, rounded, colour, flag] = row(index, 0.2).split(',');
      return `(to_timestamp(${1_700_000_000 + index}), ${x}, ${whole}, ${rounded}, '${colour}', ${flag})`;
    });
    await postgres.sql(`create schema app;
      create table app.rows (time timestamptz, x float8, whole int, rounded numeric, colour text, flag bool);
      create table "a ""quoted"" name; drop table app.rows; --" ("x'; select 1; --" float8, "Ünï cödé" text);
      insert into "a ""quoted"" name; drop table app.rows; --" select i, 'a' from generate_series(1, 50) i;
      create role ada login password 'secret-word'; grant usage on schema app to ada; grant select on all tables in schema app to ada;`);
    for (let from = 0; from < values.length; from += 500)
      await postgres.sql(`insert into app.rows values ${values.slice(from, from + 500).join(',')}`);
  });

  afterAll(() => postgres.remove());

  test('the report of a table is that of a file with the same rows', async () => {
    const chosen = ['--reference', 'reference.csv', '--json', '-', '--columns', 'x,whole,rounded,colour,flag'];
    const [file, table] = [
      await drift([...chosen, '--current', 'current.csv']),
      await drift([...chosen, '--current', `${server()}?table=app.rows`]),
    ];
    const features = (text: string) =>
      (JSON.parse(text) as { features: Record<string, { score: number; verdict: string; current: unknown }> }).features;
    for (const [name, column] of Object.entries(features(file.stdout))) {
      const counted = features(table.stdout)[name];
      expect([name, counted?.verdict, counted?.score]).toEqual([name, column.verdict, expect.closeTo(column.score, 9)]);
    }
    expect(table.stderr).toContain(`note: the current data are 4000 rows of table app.rows of ${place}/postgres, counted there\n`);
  });

  test('a time and a number of rows choose rows', async () => {
    const rows = async (parameters: string) => {
      const { stdout, stderr } = await drift([
        '--reference',
        'reference.csv',
        '--json',
        '-',
        '--current',
        `${server()}?table=app.rows${parameters}`,
      ]);
      return stdout === '' ? stderr : (JSON.parse(stdout) as { current: { rows: number } }).current.rows;
    };
    expect(await rows('&time=time&from=2023-11-14T22:13:20Z&to=2023-11-14T22:15:00Z')).toBe(100);
    expect(await rows('&time=time&rows=70')).toBe(70);
    expect(await rows('&from=2023-11-14')).toContain('--current: from, to and rows need the column of the time, as in &time=NAME');
    expect(await rows('&rows=7')).toContain('--current: from, to and rows need the column of the time, as in &time=NAME');
    expect(await rows('&rows=none')).toContain('--current: rows: expected a whole number above 0, got "none"');
    expect(await rows('&time=x&from=2023-11-14')).toContain('the column "x" holds no dates: expected a number, got "2023-11-14"');
    expect(await rows("&time=time&from=1';drop")).toContain('from: expected a time such as 2026-11-30T00:00:00Z');
  });

  test('names are quoted, whatever they hold, and nothing is written', async () => {
    const name = encodeURIComponent('"a ""quoted"" name; drop table app.rows; --"');
    const both = `${server()}?table=${name}`;
    const { stdout, stderr, code } = await drift(['--reference', both, '--current', both]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toContain("x'; select 1; --");
    expect(stdout).toContain('Ünï cödé');
    const missing = await drift(['--reference', both, '--current', `${server()}?table=${encodeURIComponent("rows'; drop table x; --")}`]);
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no table "rows\'; drop table x; --"') });
    expect(await postgres.sql('select count(*) from app.rows')).toBe('4000');
  });

  test('a password comes from the environment or a file, never from the URL, and is not printed', async () => {
    const ada = `postgresql://ada@${place}/postgres?table=app.rows`;
    const run = (url: string, env: Record<string, string>, ...more: readonly string[]) =>
      drift(['--reference', 'reference.csv', '--current', url, ...more], env);
    writeFileSync(join(cwd, 'passfile'), `127.0.0.1:*:*:ada:secret-word\n`, { mode: 0o600 });
    writeFileSync(join(cwd, 'password'), 'secret-word\n');
    for (const found of [
      await run(ada, { PGPASSWORD: 'secret-word' }),
      await run(ada, { PGPASSFILE: join(cwd, 'passfile') }),
      await run(ada, {}, '--credentials', 'password'),
    ]) {
      expect(found.code).toBe(0);
      expect(found.stdout + found.stderr).not.toContain('secret-word');
    }
    const wrong = await run(ada, { PGPASSWORD: 'another-word' });
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('password authentication failed for user "ada"') });
    const inUrl = await run(ada.replace('ada@', 'ada:secret-word@'), {});
    expect(inUrl).toMatchObject({ code: 2, stderr: expect.stringContaining('expected no password in the URL') });
    for (const { stdout, stderr } of [wrong, inUrl]) expect(stdout + stderr).not.toMatch(/secret-word|another-word/);
  });

  test('the error names the right that a user lacks', async () => {
    await postgres.sql('create schema closed; create table closed.rows (x float8)');
    const url = `postgresql://ada@${place}/postgres?table=closed.rows`;
    const { stderr } = await drift(['--reference', 'reference.csv', '--current', url], { PGPASSWORD: 'secret-word' });
    expect(stderr).toContain('permission denied for schema closed');
  });
});
