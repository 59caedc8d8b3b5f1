import { textStart } from '../textStart.ts';
import { beginsWith } from './beginsWith.ts';
import { savedByR, savingLine } from './savingLines.ts';

const oldXgboost =
  'the file is an XGBoost binary, the format before JSON that XGBoost 3.1 dropped; load it with XGBoost 1.7 to 3.0 and save it again';
const kinds: readonly { magics: readonly string[]; message: string }[] = [
  {
    magics: ['43424d31'],
    message: `the file is a CatBoost binary (.cbm), which is not read; save the model as JSON: ${savingLine('catboost')}, with numeric features or one_hot_max_size above the number of categories`,
  },
  { magics: ['62696e66', '62733634'], message: `${oldXgboost}: ${savingLine('xgboost')}` },
  { magics: ['894844460d0a'], message: `the file is HDF5, as Keras saves models, which is not read; convert it: ${savingLine('keras')}` },
  { magics: ['934e554d5059'], message: 'the file is an array of NumPy (.npy), not a model' },
  { magics: ['50415231'], message: 'the file is Parquet: data, not a model' },
  { magics: ['47475546'], message: 'the file is a language model (GGUF), which is not served' },
  { magics: ['52617221', '377abcaf'], message: 'the file is an archive: unpack it and give the model file that it holds' },
  {
    magics: ['524458', '524441', '580a0000'],
    message: savedByR,
  },
];

/** Binary files that are no models of a known format, by their first bytes. */
export function binaryRefusal(bytes: Uint8Array): string | undefined {
  const start = textStart(bytes);
  const kind = kinds.find(({ magics }) => beginsWith(bytes, ...magics));
  if (kind !== undefined) return kind.message;
  if (start.slice(257, 262) === 'ustar') return 'the file is a tar archive: unpack it and give the model file that it holds';
  if (bytes.length < 16) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // A safetensors file is the length of a JSON header, and the header.
  if (view.getUint32(4, true) === 0 && view.getUint32(0, true) < bytes.length && /^\{\s*"/.test(start.slice(8))) {
    return `the file is safetensors: weights without the model that they belong to; export it: ${savingLine('torch')}`;
  }
  if (isTreelite(view))
    return 'the file is a treelite checkpoint, which is not read; give the file that treelite loaded, of XGBoost or LightGBM';
  if (beginsWith(bytes, '080112') && /tensorflow|saved_model|serving_default|\bserve\b/.test(start)) {
    return `the file is a TensorFlow SavedModel, which is not read; convert its folder: ${savingLine('tensorflow')}`;
  }
  // Binaries before the magic bytes start with the base score and the number of features; the objective and the booster are named further on.
  const isOldXgboost =
    /(binary|reg|multi|rank|count|survival):\w+[\s\S]{0,8}(gbtree|gblinear|dart)/.test(start.slice(100, 400)) && !start.startsWith('{');
  return isOldXgboost ? `${oldXgboost}: ${savingLine('xgboost')}` : undefined;
}

/** Three versions as int32, then the types of thresholds and leaves. */
function isTreelite(view: DataView): boolean {
  const [major, minor, patch] = [view.getInt32(0, true), view.getInt32(4, true), view.getInt32(8, true)];
  const small = (value: number): boolean => value >= 0 && value < 60;
  const isType = (value: number): boolean => value >= 1 && value <= 3;
  return major >= 2 && major <= 6 && small(minor) && small(patch) && isType(view.getUint8(12)) && isType(view.getUint8(13));
}
