import { performance } from 'node:perf_hooks';
import { argv, memoryUsage, stdout } from 'node:process';
import { contractOf, testFiles } from '../../models/src/testCases.ts';
import { mishapOf, mutate, seededRandom } from '../../models/src/testMutations.ts';

// node test/bench/mutations.ts [COUNT [SEED]]: loads COUNT mutations of each format, reports crashes, the slowest and the memory that the largest took.
const [count = 10_000, seed = 1] = argv.slice(2).map(Number);
const formats = ['xgboost', 'lightgbm', 'catboost', 'skops', 'onnx'];
const limits = { milliseconds: 1000, files: 12 };

for (const format of formats) {
  const files = testFiles(format).filter(
    ({ name, bytes }) => bytes.length < 40_000 && !/\.cbm$/.test(name) && !(format === 'catboost' && name.endsWith('.onnx')),
  );
  const random = seededRandom(seed);
  const [mishaps, slow]: string[][] = [[], []];
  let [slowest, refused] = [0, 0];
  const before = memoryUsage().rss;
  let most = before;
  for (let index = 0; index < count; index++) {
    const { name, testCase, bytes } = files[index % files.length] as (typeof files)[number];
    const mutation = mutate(bytes, random);
    const start = performance.now();
    const mishap = await mishapOf(mutation.bytes, contractOf(testCase), 'auto');
    const taken = performance.now() - start;
    slowest = Math.max(slowest, taken);
    most = Math.max(most, memoryUsage().rss);
    if (mishap !== undefined) mishaps?.push(`${index} ${name} ${mutation.name}: ${mishap}`);
    else refused++;
    if (taken > limits.milliseconds) slow?.push(`${index} ${name} ${mutation.name}: ${Math.round(taken)} ms`);
  }
  const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);
  stdout.write(
    `${format}: ${count} mutations of ${files.length} files, ${mishaps?.length} crashes, slowest ${Math.round(slowest)} ms, memory ${mebibytes(before)} to ${mebibytes(most)} MiB (${refused} answered or refused)\n`,
  );
  for (const line of [...(mishaps ?? []).slice(0, limits.files), ...(slow ?? [])])
    stdout.write(`  ${line.split('\n    at ')[0]?.slice(0, 300)}\n`);
}
