/** Longest text of a summary, in characters: texts of a report are cut, names of the resource are not longer. */
export const longestSummaryText = 128;

/** Features whose figures are exported, and features a status lists; a report may have more. */
export const mostSummaryFeatures = 100;

/** Warnings a summary repeats. */
export const mostSummaryWarnings = 10;
