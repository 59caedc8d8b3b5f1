import { deflateSync, gzipSync } from 'node:zlib';
import { readModel } from '../loadModel.ts';
import { bytesOf, readTestCase } from '../testCases.ts';

const [broken, others] = [readTestCase('refused-files'), readTestCase('refused-others')];
const skops = 'skops.io.dump(model, "model.skops")';
const xgboost = 'model.save_model("model.ubj")';
const text = (content: string) => new TextEncoder().encode(content);
const latin1 = (content: string) => Uint8Array.from(Buffer.from(content, 'latin1'));

// What the libraries wrote, and what servers send instead of models.
test.each([
  { file: 'model.pkl', is: 'a pickle of scikit-learn 1.9.1 RandomForestClassifier (protocol 5)', how: skops },
  { file: 'model.joblib', is: 'a joblib file of scikit-learn 1.9.1 RandomForestClassifier', how: 'skl2onnx.to_onnx' },
  { file: 'page.html', is: 'a web page ("Sign in")', how: 'credentials' },
  { file: 'lfs.onnx', is: 'a Git LFS pointer, not the model of 12345 bytes', how: 'git lfs pull' },
  { file: 'empty.onnx', is: 'empty', how: 'download failed' },
  { file: 'truncated.json', is: 'JSON, got 59 bytes that do not parse', how: 'cut off' },
])('$file is refused as $is', async ({ file, is, how }) => {
  await expect(readModel(bytesOf(broken, file))).rejects.toThrow(oneLine(is, how));
});

test.each([
  { file: 'p0.pkl', is: 'a pickle of scikit-learn 1.9.1 LogisticRegression (protocol 0)', how: skops },
  { file: 'p2.pkl', is: 'a pickle of scikit-learn 1.9.1 LogisticRegression (protocol 2)', how: skops },
  { file: 'm.joblib.zlib', is: 'a joblib file, compressed (zlib), of scikit-learn LogisticRegression', how: skops },
  { file: 'm.joblib.gzip', is: 'a joblib file, compressed (gzip), of scikit-learn LogisticRegression', how: skops },
  { file: 'm.joblib.bz2', is: 'compressed (bzip2)', how: skops },
  { file: 'm.joblib.xz', is: 'compressed (xz)', how: skops },
  { file: 'm.joblib.lzma', is: 'compressed (lzma)', how: skops },
  { file: 'xgb.pkl', is: 'a pickle of XGBoost XGBClassifier', how: xgboost },
  { file: 'lgb.pkl', is: 'a pickle of LightGBM LGBMClassifier', how: 'booster.save_model("model.txt")' },
  { file: 'cb.pkl', is: 'a pickle of CatBoost CatBoostClassifier', how: 'format="json"' },
  { file: 'm.cbm', is: 'a CatBoost binary (.cbm)', how: 'format="json"' },
  { file: 'old-1.0.2-gbtree.model', is: 'an XGBoost binary', how: xgboost },
  { file: 'old-1.0.2-gblinear.model', is: 'an XGBoost binary', how: xgboost },
  { file: 'old-1.6.2-gbtree.model', is: 'an XGBoost binary', how: xgboost },
  { file: 'old-2.1.4-gblinear.model', is: 'learner.gradient_booster.name: expected gbtree or dart, got gblinear', how: 'skops' },
  { file: 'snapshot.ubj', is: 'a snapshot of an XGBoost booster', how: 'booster.save_model("model.ubj")' },
  { file: 'xgbdump.json', is: 'a JSON dump of an XGBoost model', how: xgboost },
  { file: 'xgbdump.txt', is: 'a text dump of an XGBoost model', how: xgboost },
  { file: 'lgbdump.json', is: "JSON of LightGBM's dump_model()", how: 'booster.save_model("model.txt")' },
  { file: 'm.json.gz', is: 'compressed (gzip)', how: 'unpack it' },
  { file: 'plain.zip', is: 'a zip of m.json, p4.pkl', how: 'unpack it' },
  { file: 'tl.bin', is: 'a treelite checkpoint', how: 'the file that treelite loaded' },
])('$file is refused as $is', async ({ file, is, how }) => {
  await expect(readModel(bytesOf(others, file))).rejects.toThrow(oneLine(is, how));
});

test.each([
  { is: 'PMML', how: 'skops or ONNX', bytes: text('<?xml version="1.0"?>\n<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4">') },
  {
    is: 'an error of an object store (NoSuchKey)',
    how: 'credentials',
    bytes: text('<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>'),
  },
  {
    is: "a server's error in JSON (RESOURCE_DOES_NOT_EXIST)",
    how: 'address',
    bytes: text('{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "No"}'),
  },
  { is: 'MLmodel', how: 'folder', bytes: text('artifact_path: model\nflavors:\n  python_function:\n') },
  { is: 'HDF5, as Keras saves models', how: 'tf2onnx', bytes: latin1('\x89HDF\r\n\x1a\n\0\0\0\0\0\0\0\0') },
  { is: 'a TensorFlow SavedModel', how: 'tf2onnx', bytes: latin1(`\b\x01\x12\x90\x03${'\0'.repeat(40)}serve${'\0'.repeat(400)}`) },
  {
    is: 'safetensors',
    how: 'torch.onnx.export',
    bytes: latin1(`${String.fromCharCode(40)}\0\0\0\0\0\0\0{"weight":{"dtype":"F32"}}${' '.repeat(40)}`),
  },
  {
    is: 'a compressed tar archive (gzip)',
    how: 'unpack it',
    bytes: gzipSync(latin1(`MLmodel${'\0'.repeat(250)}ustar${'\0'.repeat(250)}`)),
  },
  {
    is: 'a zip (skops files are) that cannot be read',
    how: 'it may be cut',
    bytes: latin1('PK\x03\x04\x14\0 schema.json and no directory'),
  },
  { is: 'saved by R', how: 'lgb.save', bytes: gzipSync(latin1('X\n\0\0\0\x03\0\x04')) },
  { is: 'Parquet', how: 'data', bytes: text('PAR1') },
  { is: 'compressed (zlib)', how: 'unpack it', bytes: deflateSync(text('{}')) },
  { is: 'bytes that start with "col1,col2', how: 'expected a model of one of the formats', bytes: text('col1,col2\n1,2\n') },
  { is: 'bytes that start with "count\\n12', how: 'expected a model of one of the formats', bytes: text('count\n12\n13\n') },
  { is: 'bytes that start with 0x00ff', how: 'expected a model of one of the formats', bytes: Uint8Array.of(0, 255) },
])('a file is refused as $is', async ({ is, how, bytes }) => {
  await expect(readModel(bytes)).rejects.toThrow(oneLine(is, how));
});

test('a format that is named changes nothing about files of no format', async () => {
  await expect(readModel(bytesOf(broken, 'model.pkl'), 'xgboost')).rejects.toThrow('the file is a pickle of scikit-learn 1.9.1');
  await expect(readModel(text('{}'), 'pickle')).rejects.toThrow('expected one of the formats auto, forest,');
});

function oneLine(...parts: readonly string[]): Error {
  const message = {
    asymmetricMatch: (got: unknown) => typeof got === 'string' && !got.includes('\n') && parts.every((part) => got.includes(part)),
  };
  return expect.objectContaining({ name: 'ModelFormatError', message });
}
