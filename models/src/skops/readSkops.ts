import { boostedModel } from '../boosted/boostedModel.ts';
import type { ModelFile } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { readZip } from '../zip/readZip.ts';
import { bindModel } from './bindModel.ts';
import { describeModel } from './describeModel.ts';
import { boosterOf, isBooster } from './predictors/boosters.ts';
import { Fields } from './schema/fields.ts';
import type { PyObject } from './schema/pyValue.ts';
import { readSchema } from './schema/readSchema.ts';

/** Minor versions of scikit-learn 1 whose private attributes are known. */
const versions = { first: 0, last: 9 };

/**
 * Reads a model saved by skops. Nothing is executed: the file is data.
 *
 * @throws ModelFormatError that names the class, field and version, and what to do
 */
export async function readSkops(bytes: Uint8Array): Promise<ModelFile> {
  let opened: Fields | undefined = openSkops(bytes);
  // The wrapper adds nothing to what the readers of boosters do, unless a number stands for missing values.
  if (isBooster(opened) && !hasMissingValue(opened)) return boostedModel(boosterOf(opened));
  const described = describeModel(opened);
  return {
    description: described.description,
    bind: (contract) => {
      const fields = opened ?? openSkops(bytes);
      opened = undefined;
      try {
        return bindModel(fields, described, contract);
      } finally {
        fields.release();
      }
    },
  };
}

function openSkops(bytes: Uint8Array): Fields {
  const object = readSchema(readZip(bytes));
  return new Fields(object, { place: '', version: versionOf(object) });
}

function hasMissingValue(fields: Fields): boolean {
  const missing = fields.value('missing');
  return fields.module.startsWith('xgboost') && typeof missing === 'number' && !Number.isNaN(missing);
}

function versionOf({ module, className, state }: PyObject): number {
  const text = state.get('_sklearn_version');
  // Estimators of other libraries do not say; their attributes are not scikit-learn's.
  if (text === undefined && !/^sklearn(\.|$)/.test(module)) return versions.last;
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(String(text)) ?? [];
  const version = Number(minor);
  if (major === '1' && version >= versions.first && version <= versions.last) return version;
  throw new ModelFormatError(
    `${className} was saved by scikit-learn ${text ?? 'of an unknown version'} (field _sklearn_version), expected 1.${versions.first} to 1.${versions.last}: ` +
      'save it with one of these, or as ONNX',
  );
}
