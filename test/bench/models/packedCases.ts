import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesOf, type TestCase, testFiles } from '../../../models/src/testCases.ts';

/** The file of a case that the library writes by default, where the case has several. */
const preferred: Readonly<Record<string, readonly string[]>> = {
  xgboost: ['model.ubj', 'model.json'],
  lightgbm: ['model.txt'],
  onnx: ['model.onnx'],
  skops: ['model.skops'],
  catboost: ['model.json'],
};

/** Cases whose expected probabilities stand in the order of the file, under the names in another order. */
const inFileOrder = ['onnx-columns-forest', 'onnx-forest-zipmap', 'onnx-logistic-multiclass', 'onnx-perceptron'];

export interface PackedCase {
  readonly testCase: TestCase;
  readonly file: string;
}

/** The cases of models/fixtures, one file each. */
export function packedCases(): PackedCase[] {
  const byName = new Map(
    testFiles('').map(({ testCase }) => [testCase.name, inFileOrder.includes(testCase.name) ? withFileOrder(testCase) : testCase]),
  );
  return [...byName.values()].flatMap((testCase) => {
    const file = preferred[testCase.meta.format]?.find((name) => Object.hasOwn(testCase.files, name));
    return file === undefined ? [] : [{ testCase, file }];
  });
}

function withFileOrder(testCase: TestCase): TestCase {
  return { ...testCase, expected: { ...testCase.expected, columns: ['prediction', 'p:high', 'p:low', 'p:middle'] } };
}

/** Writes one folder per case, for programs that do not read the packed ones. */
export async function unpackCases(folder: string): Promise<void> {
  for (const { testCase, file } of packedCases()) {
    const directory = join(folder, testCase.name);
    await mkdir(directory, { recursive: true });
    const { meta, rows, expected } = testCase;
    await writeFile(join(directory, 'case.json'), JSON.stringify({ meta, rows, expected, file }));
    await writeFile(join(directory, file), bytesOf(testCase, file));
  }
}
