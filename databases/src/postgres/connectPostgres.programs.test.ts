import { writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { runProgram } from '../../../test/command.ts';
import { createCertificateAuthority } from '../../../test/controlPlane/certificateAuthority.ts';
import { startTcpRelay } from '../../../test/faultProxy/tcpRelay.ts';
import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../testPostgres.ts';
import { type ConnectOptions, connectPostgres } from './connectPostgres.ts';
import { CopyDecoder } from './copyDecoder.ts';
import { CopyEncoder } from './copyEncoder.ts';
import { passwordFrom } from './passwordSource.ts';
import { parsePostgresUrl } from './postgresAddress.ts';
import type { PostgresConnection } from './postgresConnection.ts';

const now = () => performance.now();

describeWithPostgres('a connection to PostgreSQL', () => {
  let postgres: TestPostgres;
  const authority = createCertificateAuthority('a test', new Date());
  const open: PostgresConnection[] = [];

  beforeAll(async () => {
    postgres = await startTestPostgres({
      access: ['hostssl secure all 127.0.0.1/32 scram-sha-256', 'host secure all 127.0.0.1/32 scram-sha-256'],
    });
    const { certificate, key } = authority.issue({ commonName: 'db', addresses: ['127.0.0.1'] });
    const files = { crt: join(postgres.directory, 'data/server.crt'), key: join(postgres.directory, 'data/server.key') };
    writeFileSync(files.crt, certificate);
    writeFileSync(files.key, key, { mode: 0o600 });
    if (process.getuid?.() === 0) await runProgram('chown', ['65534:65534', files.crt, files.key]);
    await postgres.sql("alter system set ssl = 'on'");
    await postgres.sql('select pg_reload_conf()');
    await postgres.sql("create role ada login password 'secret1'");
    await postgres.sql('create database secure');
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((connection) => connection.close()));
  });

  afterAll(() => postgres?.remove());

  async function connect(url = postgres.url, options: Partial<ConnectOptions> = {}): Promise<PostgresConnection> {
    const address = parsePostgresUrl(url, { what: 'a test' });
    const connection = await connectPostgres(address, { password: () => passwordFrom(address, { environment: {} }), now, ...options });
    open.push(connection);
    return connection;
  }

  const secure = (query = '', password = 'secret1') => `postgresql://ada:${password}@127.0.0.1:${postgres.port}/secure${query}`;

  test('integers and floats are numbers, arrays of floats are typed arrays, times are text', async () => {
    const connection = await connect();
    const [row] = await connection.query({
      text: `select 1::int4 i, 9007199254740991::int8 l, 'NaN'::float8 n, '-infinity'::float8 m, 1e308::float8 h, true b, 'x' t, null z,
        '{1,NULL,Infinity}'::float8[] a, '{"k":[1]}'::jsonb j, $1::text p`,
      values: ['it\'s "quoted"'],
    });
    expect(row).toEqual({
      ...{ i: 1, l: 9007199254740991, n: Number.NaN, m: -Infinity, h: 1e308, b: true, t: 'x', z: null },
      ...{ a: Float64Array.of(1, Number.NaN, Infinity), j: { k: [1] }, p: 'it\'s "quoted"' },
    });
  });

  test('a statement that fails leaves the connection usable', async () => {
    const connection = await connect();
    await expect(connection.query({ text: 'select * from missing' })).rejects.toMatchObject({ kind: 'missing', code: '42P01' });
    await expect(connection.query({ text: 'select 1/0' })).rejects.toMatchObject({ kind: 'value' });
    expect(await connection.query({ text: 'select 1 one' })).toEqual([{ one: 1 }]);
  });

  test('TLS is verified: by the authority that is given, never without one', async () => {
    const ca = { certificateAuthority: authority.certificate };
    const [row] = await (await connect(secure('?sslmode=require'), ca)).query({
      text: 'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
    });
    expect(row).toEqual({ ssl: true });
    await expect(connect(secure('?sslmode=require'))).rejects.toThrow(/no TLS connection/);
    await expect(connect(secure('?sslmode=verify-ca').replace('127.0.0.1', 'localhost'), ca)).rejects.toThrow(/no TLS connection/);
  });

  test('no error shows a password', async () => {
    const failures = [
      connect(secure('', 'wrong-secret1')),
      connect(`postgresql://ada@127.0.0.1:${postgres.port}/secure`),
      connect(secure().replace(String(postgres.port), '1')),
      connect(secure('?sslmode=require')),
      connect(secure('?sslrootcert=/missing')),
      connect(secure()).then((connection) => connection.query({ text: 'select nonsense from' })),
    ];
    const errors = (await Promise.allSettled(failures)).map((settled) => (settled as PromiseRejectedResult).reason as Error);
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('password authentication failed for user "ada" (28P01)'),
      expect.stringContaining('the server expects a password'),
      expect.stringContaining('ECONNREFUSED'),
      expect.stringContaining('no TLS connection'),
      expect.stringContaining('/missing: expected a file in PEM'),
      expect.stringContaining('syntax error'),
    ]);
    for (const error of errors) expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('secret1');
  });

  test('a password is looked up at each connect', async () => {
    const passwords = ['wrong', 'secret1'];
    const options = { password: async () => passwords.shift() };
    await expect(connect(secure(), options)).rejects.toMatchObject({ kind: 'denied' });
    await expect(connect(secure(), options)).resolves.toBeDefined();
  });

  test('a server that hangs is given up: while connecting, in a query, in a copy', async () => {
    const relay = await startTcpRelay(postgres.port);
    const url = postgres.url.replace(String(postgres.port), String(relay.port));
    relay.hold();
    await expect(connect(url, { connectMilliseconds: 200 })).rejects.toMatchObject({ kind: 'unavailable', code: 'ETIMEDOUT' });
    relay.release();
    const connection = await connect(url);
    relay.hold();
    await expect(connection.query({ text: 'select 1', deadlineMilliseconds: 200 })).rejects.toThrow('no response within 0.2 s');
    expect(connection.isUsable).toBe(false);
    await expect(connection.query({ text: 'select 1' })).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    relay.release();
    const second = await connect(url);
    await second.query({ text: 'create temp table held (x float8)' });
    relay.hold();
    await expect(
      second.copyIn({ text: 'copy held from stdin (format binary)', deadlineMilliseconds: 200 }, Buffer.alloc(1e6)),
    ).rejects.toThrow('no response');
    await relay.close();
  });

  test('a server that closes without a word, or sends nonsense, is an error', async () => {
    for (const talk of [(socket: Socket) => socket.destroy(), (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')]) {
      const server = createServer((socket) => void socket.once('data', () => talk(socket)));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as { port: number };
      await expect(connect(`postgresql://ada@127.0.0.1:${port}/x`, { connectMilliseconds: 1000 })).rejects.toMatchObject({
        kind: 'unavailable',
      });
      server.close();
    }
  });

  test('a connection that is ended by the server rejects what is under way, and later statements', async () => {
    const connection = await connect();
    const [row] = await connection.query({ text: 'select pg_backend_pid() pid' });
    const sleeping = expect(connection.query({ text: 'select pg_sleep(60)' })).rejects.toMatchObject({
      kind: 'unavailable',
      code: '57P01',
    });
    await postgres.sql(`select pg_terminate_backend(${row?.['pid']})`);
    await sleeping;
    await expect(connection.query({ text: 'select 1' })).rejects.toMatchObject({ kind: 'unavailable' });
    expect(connection.isUsable).toBe(false);
  });

  test('a copy that the server refuses leaves the connection usable', async () => {
    const connection = await connect();
    await connection.query({ text: 'create temp table numbers (x float8 check (x < 1000))' });
    const encoder = new CopyEncoder();
    for (let index = 0; index < 200_000; index++) {
      encoder.row(1);
      encoder.float8(index);
    }
    const copy = { text: 'copy numbers from stdin (format binary)' };
    await expect(connection.copyIn(copy, encoder.finish())).rejects.toMatchObject({ kind: 'value', code: '23514' });
    await expect(connection.copyIn({ text: 'copy missing from stdin' }, Buffer.of())).rejects.toMatchObject({ kind: 'missing' });
    expect(await connection.query({ text: 'select count(*) n from numbers' })).toEqual([{ n: 0 }]);
  });

  test('a long copy is read in groups, at the pace of the reader', async () => {
    const connection = await connect();
    const text = 'copy (select i::float8, repeat($$x$$, 100) from generate_series(1, 100000) i) to stdout (format binary)';
    let [rows, most] = [0, 0];
    const decoder = new CopyDecoder();
    for await (const group of connection.copyOut({ text })) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      most = Math.max(
        most,
        group.reduce((sum, message) => sum + message.length, 0),
      );
      for (const message of group) {
        decoder.read(message);
        while (decoder.nextRow()) {
          rows += 1;
          expect(decoder.float8()).toBe(rows);
          decoder.text();
        }
      }
    }
    expect(rows).toBe(100_000);
    expect(most).toBeLessThan(4 * 2 ** 20);
    expect(await connection.query({ text: 'select 1 one' })).toEqual([{ one: 1 }]);
  });

  test('a copy that fails midway is an error', async () => {
    const connection = await connect();
    const read = async () => {
      for await (const _ of connection.copyOut({
        text: 'copy (select 1/(100000 - i) from generate_series(1, 200000) i) to stdout (format binary)',
      }));
    };
    await expect(read()).rejects.toMatchObject({ kind: 'value' });
    expect(connection.isUsable).toBe(false);
  });
});
