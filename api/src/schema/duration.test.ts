import { Ajv } from 'ajv';
import { duration } from './duration.ts';
import { durationMilliseconds } from './durationMilliseconds.ts';

const ajv = new Ajv({ keywords: ['x-expected'] });
const accepts = ajv.compile(duration({ description: 'How long.' }));

test.each([
  { text: '1ms', milliseconds: 1 },
  { text: '30s', milliseconds: 30_000 },
  { text: '10m', milliseconds: 600_000 },
  { text: '1h30m', milliseconds: 5_400_000 },
  { text: '7d', milliseconds: 604_800_000 },
  { text: '2w', milliseconds: 1_209_600_000 },
  { text: '0h05m', milliseconds: 300_000 },
  { text: '1m500ms', milliseconds: 60_500 },
])('$text is $milliseconds ms', ({ text, milliseconds }) => {
  expect(accepts(text)).toBe(true);
  expect(durationMilliseconds(text)).toBe(milliseconds);
});

test.each(['', 's', '10', '-1s', '1.5h', '1 h', '1H', '1y', 'PT1H', '1h ', '1h\n'])('%j is no duration', (text) => {
  expect(accepts(text)).toBe(false);
  expect(() => durationMilliseconds(text)).toThrow(
    new RangeError(`expected a duration such as 30s, 10m, 1h30m or 7d, got ${JSON.stringify(text)}`),
  );
});

test.each(['0s', '0h00m', '000ms'])('%j is invalid in a resource: a duration is above zero', (text) => {
  expect(accepts(text)).toBe(false);
});
