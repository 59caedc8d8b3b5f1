import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { passwordFrom, passwordInPassFile } from './passwordSource.ts';
import { parsePostgresUrl } from './postgresAddress.ts';

const what = '--current';
const parse = (url: string, parameters: readonly string[] = []) => parsePostgresUrl(url, { what, parameters });

test.each([
  ['postgresql://ada:pw@db:6543/shop', { host: 'db', port: 6543, database: 'shop', user: 'ada', tls: 'off' }],
  ['postgres://ada@db', { host: 'db', port: 5432, database: 'ada', user: 'ada', tls: 'off' }],
  ['postgresql://ada@db:80/shop', { host: 'db', port: 80 }],
  ['postgresql://ada@[::1]/shop', { host: '::1' }],
  ['postgresql:///shop?host=/var/run/postgresql&user=ada', { host: '/var/run/postgresql', database: 'shop', user: 'ada' }],
  ['postgresql://ada@/shop?host=/var/run/postgresql', { host: '/var/run/postgresql', user: 'ada' }],
  ['postgresql://ada@%2Fvar%2Frun/shop', { host: '/var/run' }],
  ['postgresql://a%40b:p%2Fw@db/a%20b', { user: 'a@b', database: 'a b' }],
  ['postgresql://ada@db/shop?sslmode=disable', { tls: 'off' }],
  ['postgresql://ada@db/shop?sslmode=require', { tls: 'verified' }],
  ['postgresql://ada@db/shop?sslmode=verify-ca', { tls: 'verified' }],
  ['postgresql://ada@db/shop?sslmode=verify-full&sslrootcert=/ca.crt', { tls: 'verified', tlsFiles: { ca: '/ca.crt' } }],
  ['postgresql://ada@db/shop?sslrootcert=/ca.crt', { tls: 'verified' }],
  ['postgresql://ada@db/shop?sslrootcert=system', { tls: 'verified', tlsFiles: {} }],
])('%s', (url, expected) => {
  expect(parse(url)).toMatchObject(expected);
});

test('parameters of the caller are handed to it', () => {
  expect(parse('postgresql://ada@db/shop?table=orders', ['table']).parameters).toEqual(new Map([['table', 'orders']]));
});

test.each([
  ['mysql://ada:secret1@db/shop', 'expected postgresql://USER@HOST:PORT/DATABASE'],
  ['postgresql://ada:sec/ret1@db/shop', 'written as %40 and %2F'],
  ['postgresql://ada:secret1%@db/shop', 'got a lone %'],
  ['postgresql://:secret1@db/shop', 'expected a user'],
  ['postgresql://ada:secret1@db:0/shop', 'expected a port'],
  ['postgresql://ada:secret1@db/shop?sslmode=no-verify', 'certificates are always verified'],
  ['postgresql://ada:secret1@db/shop?sslmode=prefer', 'certificates are always verified'],
  ['postgresql://ada:secret1@db/shop?uselibpqcompat=true', 'got "uselibpqcompat"'],
  ['postgresql://ada:secret1@db/shop?slmode=require', 'got "slmode"'],
  ['postgresql://ada:secret1@db/shop?options=-c%20x=1', 'options is not supported'],
])('%s is refused, and its password is not repeated', (url, message) => {
  let error: unknown;
  try {
    parse(url);
  } catch (caught) {
    error = caught;
  }
  expect(String(error)).toContain(message);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/secret1|ret1/);
});

test('a printed address does not show the password', () => {
  const address = parse('postgresql://ada:secret1@db/shop?password=secret2');
  expect(address.password()).toBe('secret2');
  expect(inspect(address, { depth: 9, showHidden: true }) + JSON.stringify(address)).not.toMatch(/secret/);
});

test.each([
  ['db:5432:shop:ada:pw', 'pw'],
  ['# a comment\nother:5432:shop:ada:no\n*:*:*:ada:with:colons', 'with:colons'],
  ['db:5432:shop:ada:a\\:b\\\\c', 'a:b\\c'],
  ['db:5432:shop:bob:pw', undefined],
  ['db:5432:shop', undefined],
  ['', undefined],
])('the password file %j', (text, password) => {
  expect(passwordInPassFile(text, parse('postgresql://ada@db/shop'))).toBe(password);
});

test('the password file is read only where no one else can read it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-passfile-'));
  const path = join(directory, 'passfile');
  await writeFile(path, '*:*:*:*:pw', { mode: 0o600 });
  const read = () => passwordFrom(parse('postgresql://ada@db/shop'), { environment: { PGPASSFILE: path } });
  expect(await read()).toBe('pw');
  await chmod(path, 0o640);
  await expect(read()).rejects.toThrow('expected a password file that only its owner can read (chmod 600)');
  await rm(directory, { recursive: true });
});
