import type { BoostedFeature, BoostedFile } from '../boosted/boostedFile.ts';
import type { DocumentFields } from '../document/documentFields.ts';
import { ModelFormatError } from '../modelFormatError.ts';

/** Names, types and categories of the features; `f0`, `f1`, … stand for no names. `learner.feature_types` may be empty although names are listed; categories have names since 3.1 only. */
export function readColumns(learner: DocumentFields, count: number): Pick<BoostedFile, 'columns' | 'features'> {
  const names = textsOf(learner, 'feature_names', count);
  const types = textsOf(learner, 'feature_types', count);
  const categories = readCategories(learner, count);
  const features = Array.from({ length: count }, (_, feature): BoostedFeature => {
    const values = categories[feature];
    if (values !== undefined) return { type: 'categorical', categories: values, unknown: 'refuse' };
    const type = types?.[feature];
    return type === undefined || type === '' ? {} : { type: type === 'c' ? 'categorical' : 'numeric' };
  });
  const madeUp = names?.every((name, index) => name === `f${index}`) ?? false;
  return { columns: names === undefined ? {} : { names, madeUp }, features };
}

function textsOf(learner: DocumentFields, name: string, count: number): string[] | undefined {
  if (!learner.has(name) || learner.list(name).length === 0) return undefined;
  const texts = learner.texts(name);
  if (texts.length === count) return texts;
  throw new ModelFormatError(`learner.${name}: expected ${count} texts, as num_feature says, got ${texts.length}`);
}

/** `model.cats.enc`: per feature the bytes of all names and where each starts, or whole numbers; empty lists for numeric features. */
function readCategories(learner: DocumentFields, count: number): (string[] | undefined)[] {
  const booster = learner.object('gradient_booster');
  const model = booster.has('gbtree') ? booster.object('gbtree').object('model') : booster.object('model');
  const cats = model.optionalObject('cats');
  if (!cats.has('enc') || cats.list('enc').length === 0) return [];
  const encoders = cats.objects('enc');
  if (encoders.length !== count)
    throw new ModelFormatError(`${cats.pathOf('enc')}: expected ${count} lists of categories, got ${encoders.length}`);
  return encoders.map(categoriesOf);
}

function categoriesOf(encoder: DocumentFields): string[] | undefined {
  const values = encoder.numbers('values');
  if (!encoder.has('offsets')) return values.length === 0 ? undefined : Array.from(values, String);
  const offsets = encoder.numbers('offsets');
  if (offsets.length === 0) return undefined;
  const bytes = Uint8Array.from(values);
  return Array.from({ length: offsets.length - 1 }, (_, code) => {
    const [from, to] = [offsets[code] as number, offsets[code + 1] as number];
    if (!(from >= 0 && from <= to && to <= bytes.length)) {
      throw new ModelFormatError(
        `${encoder.pathOf(`offsets[${code}]`)}: expected rising numbers up to ${bytes.length}, got ${from} and ${to}`,
      );
    }
    return Buffer.from(bytes.buffer, from, to - from).toString('utf8');
  });
}
