import type { Contract } from '../contract/contract.ts';

/**
 * The categories of each categorical feature, for a version whose model is elsewhere.
 *
 * @param unnamed why nothing but the resource can list them, for the message
 * @throws Error naming the features whose categories are not listed
 */
export function categoriesFromResource({ features }: Contract, unnamed: string): Readonly<Record<string, readonly string[]>> {
  const categorical = features.filter(({ type }) => type === 'categorical');
  const unlisted = categorical.filter(({ categories }) => categories.length === 0).map(({ name }) => name);
  if (unlisted.length > 0) throw new Error(`${unnamed}: expected values for ${unlisted.join(', ')}, got none`);
  return Object.fromEntries(categorical.map(({ name, categories }) => [name, categories]));
}
