import type { RowBatch } from './rowBatch.ts';
import type { RowContract, RowFeature } from './rowContract.ts';

/** A batch without the features of some names: the batch itself where it has none of them. */
export function dropFeatures(batch: RowBatch, names: ReadonlySet<string>): RowBatch {
  const { contract, rows, features, unseen } = batch;
  const width = contract.features.length;
  const kept = Array.from(contract.features.keys()).filter((place) => !names.has((contract.features[place] as RowFeature).name));
  if (kept.length === width) return batch;
  const cells = new Float64Array(rows * kept.length);
  for (let row = 0; row < rows; row++) {
    for (const [place, from] of kept.entries()) cells[row * kept.length + place] = features[row * width + from] as number;
  }
  const texts = unseen.map((one) => ({ ...one, feature: kept.indexOf(one.feature) })).filter(({ feature }) => feature >= 0);
  return {
    ...batch,
    contract: { ...contract, features: kept.map((place) => contract.features[place] as RowFeature) },
    features: cells,
    unseen: texts,
  };
}

/** Places of the features of a contract that have some names and whose stored values may not have been removed yet. */
export function placesToRedact({ features }: RowContract, names: ReadonlySet<string>): number[] {
  return Array.from(features.keys()).filter((place) => {
    const { name, redacted } = features[place] as RowFeature;
    return names.has(name) && redacted !== 'done';
  });
}

/** The contract of rows whose values of some features are removed: places stay, categories go. */
export function redactContract(contract: RowContract, places: readonly number[], redacted: 'pending' | 'done'): RowContract {
  const features = contract.features.map((feature, place): RowFeature => {
    if (!places.includes(place)) return feature;
    const { name, type } = feature;
    return { name, type, ...(type === 'categorical' ? { categories: [] } : {}), redacted };
  });
  return { ...contract, features };
}
