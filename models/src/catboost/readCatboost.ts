import { boostedModel } from '../boosted/boostedModel.ts';
import { DocumentFields } from '../document/documentFields.ts';
import { parseDocument } from '../document/parseDocument.ts';
import type { Link } from '../links/links.ts';
import type { ModelFile } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { catboostFeatures } from './catboostFeatures.ts';
import { catboostLosses } from './catboostLosses.ts';
import { catboostTrees } from './catboostTrees.ts';
import { cityHash } from './cityHash.ts';

/** Reads a model that CatBoost saved as JSON. @throws ModelFormatError with the path of the field */
export function readCatboost(bytes: Uint8Array): ModelFile {
  const document = new DocumentFields(parseDocument(bytes, 'a CatBoost model'));
  const info = document.optionalObject('model_info');
  const { name, ...loss } = lossOf(info);
  const { scale, bias } = scaleAndBias(document);
  if (loss.answer !== 'multiclass' && bias.length > 1) {
    throw new ModelFormatError(`scale_and_bias: expected one output for ${name}, got ${bias.length}; train one model per target`);
  }
  const read = catboostFeatures(document);
  const { features, names } = read;
  const outputs = bias.length;
  const trees = catboostTrees(document, { features: read, outputs });
  const classNames = classNamesOf(info);
  return boostedModel({
    writtenBy: ['CatBoost', ...versionOf(info)].join(' '),
    trees: {
      featureCount: features.length,
      outputs,
      inputs: 'float32',
      sums: 'float64',
      combine: 'sum',
      base: new Float64Array(outputs),
      trees: scale === 1 ? trees : trees.map((tree) => ({ ...tree, weight: scale })),
    },
    columns: names === undefined ? {} : { names },
    features,
    bias,
    link: loss.link,
    answer: loss.answer,
    fitsBoth: loss.fitsBoth === true,
    codeOf: (text) => Number(BigInt.asIntN(32, cityHash(new TextEncoder().encode(text)))),
    ...(classNames === undefined ? {} : { classNames }),
  });
}

function lossOf(info: DocumentFields): (typeof catboostLosses)[string] & { name: string; link: Link } {
  const name = info.object('params').object('loss_function').text('type');
  const loss = Object.hasOwn(catboostLosses, name) ? catboostLosses[name] : undefined;
  if (loss !== undefined) return { ...loss, name };
  throw new ModelFormatError(
    `model_info.params.loss_function.type: expected one of ${Object.keys(catboostLosses).join(', ')}, got ${name}`,
  );
}

/** [scale, [bias of each output]]; one number instead of a list in early releases. */
function scaleAndBias(document: DocumentFields): { scale: number; bias: number[] } {
  const [scale, bias] = document.has('scale_and_bias') ? Array.from(document.list('scale_and_bias')) : [1, [0]];
  const list = Array.isArray(bias) ? bias : [bias];
  const isRight =
    [scale, ...list].every((number) => typeof number === 'number' && Number.isFinite(number)) && list.length > 0 && list.length <= 10_000;
  if (!isRight) throw document.mismatch('scale_and_bias', 'a number and a list of numbers');
  return { scale: scale as number, bias: list as number[] };
}

function classNamesOf(info: DocumentFields): string[] | undefined {
  if (!info.has('class_params') || info.value('class_params') === null) return undefined;
  const parameters = info.object('class_params');
  const names = parameters.has('class_names') ? Array.from(parameters.list('class_names'), String) : [];
  return names.length > 1 ? names : undefined;
}

function versionOf(info: DocumentFields): string[] {
  const text = info.value('catboost_version_info');
  return typeof text === 'string' ? (/CatBoost release (\d[\w.]*\d)|tags\/v(\d[\w.]*)/.exec(text)?.slice(1).filter(Boolean) ?? []) : [];
}
