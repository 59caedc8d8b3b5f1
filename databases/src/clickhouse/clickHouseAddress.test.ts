import { parseClickHouseUrl } from './clickHouseAddress.ts';

const options = { what: '--current', parameters: ['table', 'time', 'from'] };

test.each([
  ['clickhouse://ada@db/shop?table=rows', 'http://db:8123'],
  ['clickhouse://ada@db:80/shop?table=rows', 'http://db:80'],
  ['clickhouses://ada@db/shop?table=rows', 'https://db:8443'],
  ['clickhouse://ada@[::1]/shop?table=rows', 'http://[::1]:8123'],
  ['clickhouse://ada@db/shop?table=rows&time=at&from=2026-11-30T10:00', 'http://db:8123'],
  ['clickhouse://ada@db/shop:99?table=a:77/b', 'http://db:8123'],
  ['clickhouse://a:1@b:2@db', 'http://db:8123'],
])('%s is at %s', (url, origin) => {
  expect(parseClickHouseUrl(url, options).origin).toBe(origin);
});

test('a lone percent sign is named, and nothing else of the URL', () => {
  expect(() => parseClickHouseUrl('clickhouse://50%@db/shop?table=t', options)).toThrow(
    '--current: expected percent-encoded text, got a lone %',
  );
});
