/** Drift methods of categorical columns; numeric columns take them too, one category a value. */
export const categoricalMethods = [
  'chisquare',
  'z',
  'jensenshannon',
  'psi',
  'kl_div',
  'hellinger',
  'TVD',
  'g_test',
  'fisher_exact',
] as const;

const methodsOfNumbersOnly = ['ks', 'wasserstein', 't_test', 'mannw', 'anderson', 'cramer_von_mises', 'es', 'ed', 'empirical_mmd'] as const;

/** Drift methods of numeric columns. */
export const numericMethods = [...methodsOfNumbersOnly, ...categoricalMethods] as const;

export type DriftMethod = (typeof numericMethods)[number];

/** Drift methods that only numbers can take. */
export const numericOnlyMethods: readonly DriftMethod[] = methodsOfNumbersOnly;

/** What a method's score is: a p-value (small means drift) or a distance (large means drift). */
export const scoreOfMethod: Readonly<Record<DriftMethod, 'p_value' | 'distance'>> = {
  ks: 'p_value',
  wasserstein: 'distance',
  chisquare: 'p_value',
  z: 'p_value',
  jensenshannon: 'distance',
  psi: 'distance',
  kl_div: 'distance',
  hellinger: 'distance',
  TVD: 'p_value',
  g_test: 'p_value',
  fisher_exact: 'p_value',
  t_test: 'p_value',
  mannw: 'p_value',
  anderson: 'p_value',
  cramer_von_mises: 'p_value',
  es: 'p_value',
  ed: 'distance',
  empirical_mmd: 'p_value',
};

/** Threshold of a method when the resource gives none (Evidently 0.7.21). */
export const defaultThresholdOfMethod: Readonly<Record<DriftMethod, number>> = {
  ks: 0.05,
  wasserstein: 0.1,
  chisquare: 0.05,
  z: 0.05,
  jensenshannon: 0.1,
  psi: 0.1,
  kl_div: 0.1,
  hellinger: 0.1,
  TVD: 0.1,
  g_test: 0.1,
  fisher_exact: 0.1,
  t_test: 0.05,
  mannw: 0.05,
  anderson: 0.1,
  cramer_von_mises: 0.1,
  es: 0.05,
  ed: 0.1,
  empirical_mmd: 0.1,
};
