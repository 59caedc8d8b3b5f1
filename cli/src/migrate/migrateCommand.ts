import { resolve } from 'node:path';
import { migrateDatabase, migrationText } from '@modelmonitor/store';
import { defineCommand } from '../commands/defineCommand.ts';
import { optional, withDefault } from '../commands/option.ts';
import { oneOf, text } from '../commands/textReaders.ts';
import { InputError, UsageError } from '../errors.ts';
import { exitCode } from '../exitCode.ts';

/** `modelmonitor migrate` */
export const migrateCommand = defineCommand({
  name: 'migrate',
  summary: 'create the tables of capture.store postgres, or print the SQL that does',
  synopsis: '[--url URL [--credentials FILE]] [--form FORM] [--grant ROLE]',
  about: [
    'The predictor creates its tables itself where its role may. Without --url this command prints the SQL instead, for a database',
    'administrator to run; with --url it runs it. Tables that exist are left as they are or brought up to date.',
    '',
    'partitioned: one partition per day, which the role creates ahead and drops; it owns the tables. single: one table, whose old rows are',
    'deleted in batches; the role only needs to read and write. Use single without rights to create tables, and for CockroachDB and',
    'YugabyteDB.',
    '',
    'The password comes from --credentials, PGPASSWORD or the file of PGPASSFILE, never from the URL.',
  ].join('\n'),
  options: {
    url: optional(text, { value: 'URL', help: 'database to change: postgresql://USER@HOST/DATABASE' }),
    credentials: optional(text, { value: 'FILE', help: 'file whose first line is the password' }),
    form: optional(oneOf('partitioned', 'single'), { value: 'FORM', help: 'partitioned or single; printed SQL is partitioned by default' }),
    grant: optional(text, { value: 'ROLE', help: 'role that the predictor connects as, in the printed SQL' }),
    schema: withDefault(text, { value: 'NAME', help: 'schema of the tables, in the printed SQL', default: 'public' }),
  },
  examples: [
    'modelmonitor migrate --form single --grant predictor > tables.sql',
    'modelmonitor migrate --url postgresql://admin@db.example.org/models?sslmode=verify-full --credentials password.txt',
  ],
  run: async ({ url, credentials, form, grant, schema }, { stdout, env, cwd, clock }) => {
    if (url === undefined) {
      if (credentials !== undefined) throw new UsageError('--credentials needs --url');
      stdout.write(await migrationText({ form: form ?? 'partitioned', schema, role: grant }));
      return exitCode.ok;
    }
    if (grant !== undefined) throw new UsageError('--grant cannot be combined with --url: print the SQL and run it as an administrator');
    const credentialsFile = credentials === undefined ? undefined : resolve(cwd, credentials);
    const now = () => clock.monotonicMilliseconds();
    try {
      const found = await migrateDatabase({ url, what: '--url', credentialsFile, environment: env, form, now });
      stdout.write(`tables of version ${found.version}, ${found.form === 'single' ? 'one table of rows' : 'one partition per day'}\n`);
      return exitCode.ok;
    } catch (error) {
      const isKnown = error instanceof Error && /^(Database|Store)/.test(error.name);
      throw isKnown ? new InputError(error.message, { cause: error }) : error;
    }
  },
});
