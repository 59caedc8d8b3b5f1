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
    if (values !== undefined) return { type: 'categorical', ...values, unknown: 'refuse' };
    const type = types?.[feature];
    if (type === undefined || type === '') return {};
    return { type: type === 'c' ? 'categorical' : 'numeric', maybeTruth: type === 'i' };
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

type Categories = Pick<BoostedFeature, 'categories' | 'readings'>;

/** `model.cats.enc`: per feature the bytes of all names and where each starts, or whole numbers; empty lists for numeric features. */
function readCategories(learner: DocumentFields, count: number): (Categories | undefined)[] {
  const booster = learner.object('gradient_booster');
  const model = booster.has('gbtree') ? booster.object('gbtree').object('model') : booster.object('model');
  const cats = model.optionalObject('cats');
  if (!cats.has('enc') || cats.list('enc').length === 0) return [];
  const encoders = cats.objects('enc');
  if (encoders.length !== count)
    throw new ModelFormatError(`${cats.pathOf('enc')}: expected ${count} lists of categories, got ${encoders.length}`);
  return encoders.map(categoriesOf);
}

function categoriesOf(encoder: DocumentFields): Categories | undefined {
  const values = encoder.numbers('values');
  if (!encoder.has('offsets')) return values.length === 0 ? undefined : { categories: Array.from(values, String) };
  const offsets = Array.from(encoder.numbers('offsets'));
  if (offsets.length === 0) return undefined;
  const wrong = offsets.findIndex((offset, code) => !(offset >= (offsets[code - 1] ?? 0) && offset <= values.length));
  if (wrong >= 0) throw encoder.mismatch('offsets', `rising numbers up to ${values.length}`);
  const bytes = Buffer.from(Uint8Array.from(values));
  const byBytes = pieces(offsets, (from, to) => bytes.toString('utf8', from, to));
  if (bytes.every((byte) => byte < 128)) return { categories: byBytes };
  // Of a pandas frame, XGBoost 3.1 and 3.2 write offsets of letters, and as many bytes as there are letters: the last names lose their ends.
  const letters = [...new TextDecoder().decode(bytes, { stream: true })];
  const byLetters = pieces(offsets, (from, to) => ({ text: letters.slice(from, to).join(''), isCut: to > letters.length }));
  return { readings: [byBytes.map((text) => ({ text, isCut: false })), byLetters] };
}

function pieces<Piece>(offsets: readonly number[], piece: (from: number, to: number) => Piece): Piece[] {
  return offsets.slice(1).map((to, code) => piece(offsets[code] as number, to));
}
