import { type DriftMethod, scoreOfMethod } from '@modelmonitor/api/plain';

interface MethodWords {
  /** What a statistician calls it. */
  readonly name: string;
  /** What its score is. */
  readonly score: string;
  /** How the score compares with the threshold when the column drifted (Evidently 0.7.21). */
  readonly sense: '≤' | '<' | '≥' | '>';
}

/** How the report speaks of each drift method. */
export const methodWords: Readonly<Record<DriftMethod, MethodWords>> = {
  ks: { name: 'Kolmogorov–Smirnov test', score: 'p-value', sense: '≤' },
  wasserstein: { name: 'Wasserstein distance', score: 'in standard deviations', sense: '≥' },
  chisquare: { name: 'Chi-square test', score: 'p-value', sense: '<' },
  z: { name: 'Two-proportion z-test', score: 'p-value', sense: '<' },
  jensenshannon: { name: 'Jensen–Shannon distance', score: '0 same, 1 apart', sense: '≥' },
  psi: { name: 'Population stability index', score: 'PSI', sense: '≥' },
  kl_div: { name: 'Kullback–Leibler divergence', score: 'in nats', sense: '≥' },
  hellinger: { name: 'Hellinger distance', score: '0 same, 1 apart', sense: '≥' },
  TVD: { name: 'Total variation test', score: 'p-value', sense: '<' },
  g_test: { name: 'G-test', score: 'p-value', sense: '<' },
  fisher_exact: { name: 'Fisher’s exact test', score: 'p-value', sense: '<' },
  t_test: { name: 'Student’s t-test', score: 'p-value', sense: '<' },
  mannw: { name: 'Mann–Whitney U test', score: 'p-value', sense: '<' },
  anderson: { name: 'Anderson–Darling test', score: 'p-value', sense: '<' },
  cramer_von_mises: { name: 'Cramér–von Mises test', score: 'p-value', sense: '≤' },
  es: { name: 'Epps–Singleton test', score: 'p-value', sense: '<' },
  ed: { name: 'Energy distance', score: 'not scaled', sense: '>' },
  empirical_mmd: { name: 'Maximum mean discrepancy test', score: 'p-value', sense: '<' },
};

/** Whether the method's score is a p-value: small means drift. */
export function isPValue(method: DriftMethod | null): boolean {
  return method !== null && scoreOfMethod[method] === 'p_value';
}
