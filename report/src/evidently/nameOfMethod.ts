import type { ColumnReport } from '@modelmonitor/api';

export type NamedMethod = NonNullable<ColumnReport['method']>;

/** What Evidently 0.7.21 calls each method in its output. */
export const nameOfMethod: Readonly<Record<NamedMethod, string>> = {
  ks: 'K-S p_value',
  wasserstein: 'Wasserstein distance (normed)',
  chisquare: 'chi-square p_value',
  z: 'Z-test p_value',
  jensenshannon: 'Jensen-Shannon distance',
  psi: 'PSI',
  kl_div: 'Kullback-Leibler divergence',
  hellinger: 'Hellinger distance',
  TVD: 'Total-Variation-Distance',
  g_test: 'g_test',
  fisher_exact: "Fisher's Exact test",
  t_test: 't_test',
  mannw: 'Mann-Whitney U-rank test',
  anderson: 'Anderson-Darling',
  cramer_von_mises: 'Cramer-von Mises',
  es: 'Epps-Singleton',
  ed: 'Energy-distance',
  empirical_mmd: 'empirical_mmd',
  text: 'Percentile text content drift',
};
