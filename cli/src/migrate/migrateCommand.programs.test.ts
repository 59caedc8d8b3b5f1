import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@modelmonitor/store';
import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { testRowBatch } from '../../../store/src/testRowBatch.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

describeWithPostgres('modelmonitor migrate', () => {
  let postgres: TestPostgres;
  const directory = mkdtempSync(join(tmpdir(), 'modelmonitor-migrate-'));

  beforeAll(async () => {
    postgres = await startTestPostgres({ access: ['host all app 127.0.0.1/32 scram-sha-256'] });
    await postgres.sql("create role app login password 'secret1'");
  });

  afterAll(async () => {
    rmSync(directory, { recursive: true, force: true });
    await postgres?.remove();
  });

  async function migrate(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { context, stdout, stderr } = recordingContext();
    return { code: await runCommand(['migrate', ...args], { ...context, env, cwd: directory }), stdout: stdout(), stderr: stderr() };
  }

  const urlOf = (database: string, user: string) => `postgresql://${user}@127.0.0.1:${postgres.port}/${database}`;

  test.each(['partitioned', 'single'] as const)('a role without the right to create tables uses those of printed SQL: %s', async (form) => {
    await postgres.sql(`create database ${form}`);
    const settings = {
      kind: 'postgres',
      monitor: { namespace: 'default', name: 'tested' },
      url: { text: urlOf(form, 'app:secret1') },
      what: 'spec.capture.postgres',
    } as const;
    const store = await openStore(settings, { now: Date.now, log: () => undefined });
    await expect(store.prepare()).rejects.toThrow('the role may not create tables; an administrator runs `modelmonitor migrate`');
    const { code, stdout } = await migrate(['--form', form, '--grant', 'app']);
    expect(code).toBe(0);
    await postgres.sql(stdout, urlOf(form, 'postgres'));
    await store.prepare();
    await store.append(testRowBatch([{ time: Date.now() - 40 * 86_400_000 }, { time: Date.now() }]));
    expect(await store.dropBefore(Date.now() - 86_400_000)).toBe(1);
    expect(await store.countRows({})).toMatchObject({ rows: 1 });
    await store.close();
  });

  test('tables are created by a URL, with the password of a file or the environment, and again without effect', async () => {
    await postgres.sql('create database applied owner app');
    const url = urlOf('applied', 'app');
    writeFileSync(join(directory, 'password'), 'secret1\n');
    expect(await migrate(['--url', url, '--credentials', 'password', '--form', 'single'])).toMatchObject({
      code: 0,
      stdout: 'tables of version 1, one table of rows\n',
    });
    expect(await migrate(['--url', url], { PGPASSWORD: 'secret1' })).toMatchObject({
      code: 0,
      stdout: 'tables of version 1, one table of rows\n',
    });
  });

  test.each([
    [['--url', 'postgresql://app:secret1@127.0.0.1/x'], 'expected no password'],
    [['--url', 'postgresql://app@127.0.0.1:1/x'], 'ECONNREFUSED'],
    [['--url', 'postgresql://app@127.0.0.1/x', '--credentials', 'missing'], 'expected a file with a password'],
    [['--credentials', 'password'], '--credentials needs --url'],
    [['--url', 'postgresql://app@127.0.0.1/x', '--grant', 'app'], '--grant cannot be combined with --url'],
  ])('%j', async (args, message) => {
    const { code, stderr } = await migrate(args);
    expect(code).not.toBe(0);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('secret1');
  });
});
