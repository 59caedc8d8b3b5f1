// Generated from drift/src/methods by `npm run generate`; do not edit.

/** Drift methods that only numeric columns can take. */
export const numericOnlyMethods = ['ks', 'wasserstein', 't_test', 'mannw', 'anderson', 'cramer_von_mises', 'es', 'ed', 'empirical_mmd'] as const;

/** Drift methods of categorical columns; numeric columns take them too. */
export const categoricalMethods = ['chisquare', 'z', 'jensenshannon', 'psi', 'kl_div', 'hellinger', 'TVD', 'g_test', 'fisher_exact'] as const;

/** Drift methods of numeric columns. */
export const numericMethods = [...numericOnlyMethods, ...categoricalMethods] as const;

/** What a column can be tested with: the methods a resource may name, and those of texts, which none names. */
export const columnMethods = [...numericMethods, 'text'] as const;

export type DriftMethod = (typeof numericMethods)[number];
export type ColumnMethod = (typeof columnMethods)[number];

/** What people and other programs have to know of a method. */
export interface MethodFacts {
  /** Which columns it compares. */
  readonly takes: 'numbers' | 'any' | 'texts';
  /** What the score is: a p-value (small means drift) or a distance (large means drift). */
  readonly score: 'p_value' | 'distance';
  /** How the score compares with the threshold when the column drifted. */
  readonly drift: '≤' | '<' | '≥' | '>';
  /** Threshold when none is chosen. */
  readonly threshold: number;
  /** What a statistician calls it. */
  readonly title: string;
  /** What its score is, in two or three words. */
  readonly scoreText: string;
  /** What it compares. */
  readonly about: string;
  /** What Evidently 0.7.21 calls it. */
  readonly evidently: string;
}

/** The facts of each method. */
export const methodFacts: Readonly<Record<ColumnMethod, MethodFacts>> = {
  "ks": {
    "takes": "numbers",
    "score": "p_value",
    "drift": "≤",
    "threshold": 0.05,
    "title": "Kolmogorov–Smirnov test",
    "scoreText": "p-value",
    "about": "largest difference of the distribution functions",
    "evidently": "K-S p_value"
  },
  "wasserstein": {
    "takes": "numbers",
    "score": "distance",
    "drift": "≥",
    "threshold": 0.1,
    "title": "Wasserstein distance",
    "scoreText": "in standard deviations",
    "about": "earth mover’s distance, in standard deviations of the reference",
    "evidently": "Wasserstein distance (normed)"
  },
  "t_test": {
    "takes": "numbers",
    "score": "p_value",
    "drift": "<",
    "threshold": 0.05,
    "title": "Student’s t-test",
    "scoreText": "p-value",
    "about": "difference of the means, with the pooled variance",
    "evidently": "t_test"
  },
  "mannw": {
    "takes": "numbers",
    "score": "p_value",
    "drift": "<",
    "threshold": 0.05,
    "title": "Mann–Whitney U test",
    "scoreText": "p-value",
    "about": "shift to higher or lower values, by ranks",
    "evidently": "Mann-Whitney U-rank test"
  },
  "anderson": {
    "takes": "numbers",
    "score": "p_value",
    "drift": "<",
    "threshold": 0.1,
    "title": "Anderson–Darling test",
    "scoreText": "p-value",
    "about": "difference of the distribution functions, with weight on the tails; p-values from 0.001 to 0.25",
    "evidently": "Anderson-Darling"
  },
  "cramer_von_mises": {
    "takes": "numbers",
    "score": "p_value",
    "drift": "≤",
    "threshold": 0.1,
    "title": "Cramér–von Mises test",
    "scoreText": "p-value",
    "about": "squared difference of the distribution functions",
    "evidently": "Cramer-von Mises"
  },
  "es": {
    "takes": "numbers",
    "score": "p_value",
    "drift": "<",
    "threshold": 0.05,
    "title": "Epps–Singleton test",
    "scoreText": "p-value",
    "about": "difference of the characteristic functions",
    "evidently": "Epps-Singleton"
  },
  "ed": {
    "takes": "numbers",
    "score": "distance",
    "drift": ">",
    "threshold": 0.1,
    "title": "Energy distance",
    "scoreText": "not scaled",
    "about": "energy distance, in the square root of the unit of the values",
    "evidently": "Energy-distance"
  },
  "empirical_mmd": {
    "takes": "numbers",
    "score": "p_value",
    "drift": "<",
    "threshold": 0.1,
    "title": "Maximum mean discrepancy test",
    "scoreText": "p-value",
    "about": "permutation test with a Gaussian kernel, on at most 1,000 values of each side",
    "evidently": "empirical_mmd"
  },
  "chisquare": {
    "takes": "any",
    "score": "p_value",
    "drift": "<",
    "threshold": 0.05,
    "title": "Chi-square test",
    "scoreText": "p-value",
    "about": "counts of the categories, the reference treated as exact",
    "evidently": "chi-square p_value"
  },
  "z": {
    "takes": "any",
    "score": "p_value",
    "drift": "<",
    "threshold": 0.05,
    "title": "Two-proportion z-test",
    "scoreText": "p-value",
    "about": "share of the rows that are not the smallest category",
    "evidently": "Z-test p_value"
  },
  "jensenshannon": {
    "takes": "any",
    "score": "distance",
    "drift": "≥",
    "threshold": 0.1,
    "title": "Jensen–Shannon distance",
    "scoreText": "0 same, 1 apart",
    "about": "Jensen–Shannon distance of the binned shares, natural logarithm",
    "evidently": "Jensen-Shannon distance"
  },
  "psi": {
    "takes": "any",
    "score": "distance",
    "drift": "≥",
    "threshold": 0.1,
    "title": "Population stability index",
    "scoreText": "PSI",
    "about": "population stability index of the binned shares, empty bins filled",
    "evidently": "PSI"
  },
  "kl_div": {
    "takes": "any",
    "score": "distance",
    "drift": "≥",
    "threshold": 0.1,
    "title": "Kullback–Leibler divergence",
    "scoreText": "in nats",
    "about": "divergence of the current from the binned shares of the reference, empty bins filled",
    "evidently": "Kullback-Leibler divergence"
  },
  "hellinger": {
    "takes": "any",
    "score": "distance",
    "drift": "≥",
    "threshold": 0.1,
    "title": "Hellinger distance",
    "scoreText": "0 same, 1 apart",
    "about": "Hellinger distance of the shares",
    "evidently": "Hellinger distance"
  },
  "TVD": {
    "takes": "any",
    "score": "p_value",
    "drift": "<",
    "threshold": 0.1,
    "title": "Total variation test",
    "scoreText": "p-value",
    "about": "permutation test of the total variation distance of the shares",
    "evidently": "Total-Variation-Distance"
  },
  "g_test": {
    "takes": "any",
    "score": "p_value",
    "drift": "<",
    "threshold": 0.1,
    "title": "G-test",
    "scoreText": "p-value",
    "about": "likelihood ratio of the counts, the reference treated as exact",
    "evidently": "g_test"
  },
  "fisher_exact": {
    "takes": "any",
    "score": "p_value",
    "drift": "<",
    "threshold": 0.1,
    "title": "Fisher’s exact test",
    "scoreText": "p-value",
    "about": "counts of at most two different values",
    "evidently": "Fisher's Exact test"
  },
  "text": {
    "takes": "texts",
    "score": "p_value",
    "drift": "<",
    "threshold": 0.05,
    "title": "Text properties, Kolmogorov–Smirnov",
    "scoreText": "p-value",
    "about": "lengths, and shares of letters, digits and white space",
    "evidently": "Percentile text content drift"
  }
};
