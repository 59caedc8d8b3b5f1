import type { RowContract } from '@modelmonitor/store';
import type { Contract, ContractFeature } from '../contract/contract.ts';

/**
 * What the numbers of stored rows mean.
 *
 * @param kept indices of the features that are stored: redacted ones are not among them
 */
export function rowContractOf({ task, features, classes, target }: Contract, kept: readonly number[]): RowContract {
  const featureOf = (index: number) => {
    const { name, type, categories } = features[index] as ContractFeature;
    return type === 'categorical' ? { name, type, categories } : { name, type };
  };
  return { task, features: kept.map(featureOf), classes, target };
}
