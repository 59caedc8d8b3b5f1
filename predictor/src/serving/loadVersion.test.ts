import { sourceBytes } from '@modelmonitor/sources';
import { bytesOf, readTestCase } from '../../../models/src/testCases.ts';
import { contractOf } from '../contract/contract.ts';
import { loadVersion } from './loadVersion.ts';

/** A model of XGBoost, which refuses a category that it was not trained on. */
const testCase = readTestCase('xgboost-categorical-one-hot');
const { meta } = testCase;
const file = Object.keys(testCase.files)[0] as string;

async function predictUnknown(unseen: string): Promise<number> {
  const features = meta.features.map((feature) => (feature.type === 'categorical' ? { ...feature, unseen } : feature));
  const contract = contractOf({ task: meta.task, features, target: { name: 'label', classes: meta.classes?.map(String) } } as never);
  const version = { name: 'v1', format: 'auto', shadow: false, source: { file: { path: file } } } as never;
  const bytes = sourceBytes(Buffer.from(bytesOf(testCase, file)), file);
  const sources = { read: async () => bytes, readNewer: async () => undefined, connect: () => Promise.reject(new Error('none')) };
  const context = { sources, now: () => 0, monotonicSeconds: () => 0, turn: async () => undefined };
  const loaded = await loadVersion(version, { ...context, contract, earlier: [], refreshing: false });
  if (!('model' in loaded)) throw new Error(loaded.error);
  const { categories, predict } = loaded.model;
  const row = Float64Array.from(meta.features, ({ name }) => categories[name]?.length ?? 0);
  return (await predict(row, 1)).values[0] as number;
}

test('a category that the library refuses is predicted as a missing value where the resource says so', async () => {
  expect(Number.isFinite(await predictUnknown('predict'))).toBe(true);
  await expect(predictUnknown('capture')).rejects.toThrow('which XGBoost refuses as well');
});
