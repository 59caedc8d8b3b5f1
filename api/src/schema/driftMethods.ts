/** Drift methods of categorical columns; numeric columns take them too, one category a value. */
export const categoricalMethods = ['chisquare', 'z', 'jensenshannon', 'psi'] as const;

/** Drift methods of numeric columns. */
export const numericMethods = ['ks', 'wasserstein', ...categoricalMethods] as const;

export type DriftMethod = (typeof numericMethods)[number];

/** Drift methods that only numbers can take. */
export const numericOnlyMethods: readonly DriftMethod[] = ['ks', 'wasserstein'];

/** What a method's score is: a p-value (small means drift) or a distance (large means drift). */
export const scoreOfMethod: Readonly<Record<DriftMethod, 'p_value' | 'distance'>> = {
  ks: 'p_value',
  wasserstein: 'distance',
  chisquare: 'p_value',
  z: 'p_value',
  jensenshannon: 'distance',
  psi: 'distance',
};

/** Threshold of a method when the resource gives none (Evidently 0.7.21). */
export const defaultThresholdOfMethod: Readonly<Record<DriftMethod, number>> = {
  ks: 0.05,
  wasserstein: 0.1,
  chisquare: 0.05,
  z: 0.05,
  jensenshannon: 0.1,
  psi: 0.1,
};
