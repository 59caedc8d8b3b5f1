import { readModel } from './loadModel.ts';

const lightgbm = 'tree\nversion=v4\n';

/** Files that are small in bytes and large in parts. */
test.each<{ name: string; bytes: () => Buffer; message: RegExp }>([
  { name: 'millions of lines', bytes: () => Buffer.from(lightgbm + 'a=1\n'.repeat(4_000_000)), message: /at most 3000000 lines/ },
  { name: 'empty lines only', bytes: () => Buffer.from(lightgbm + '\n'.repeat(2_000_000)), message: /expected a line max_feature_idx/ },
  { name: 'millions of NaN', bytes: () => Buffer.from(`{"learner": [${'NaN,'.repeat(2_000_000)}0]}`), message: /at most 1000000 NaN/ },
  { name: 'a long string without end', bytes: () => Buffer.from(`{"learner": NaN, "${'\\'.repeat(5_000_000)}`), message: /do not parse/ },
  {
    name: 'millions of empty messages',
    bytes: () => Buffer.concat([Buffer.from([8, 8]), Buffer.alloc(4_000_000, Buffer.from([0x42, 0]))]),
    message: /at most 500000 messages/,
  },
])('a file with $name is refused in time', async ({ bytes, message }) => {
  const file = bytes();
  const start = performance.now();
  await expect(readModel(file)).rejects.toMatchObject({ name: 'ModelFormatError', message: expect.stringMatching(message) });
  expect(performance.now() - start).toBeLessThan(3000);
});
