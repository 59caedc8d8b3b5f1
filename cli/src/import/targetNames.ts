const TARGET = /^(target|label|labels|y|class|classes|outcome|actual|truth|ground_?truth|response)$/i;
const PREDICTION = /^(prediction|predictions|predicted|y_?pred|y_?hat|score)$|^(probability|proba|p)[_:]/i;

/** Whether a column is called as labels are. */
export function mayBeTarget(name: string): boolean {
  return TARGET.test(name.trim());
}

/** Whether a column is called as predictions are, which are no labels. */
export function mayBePrediction(name: string): boolean {
  return PREDICTION.test(name.trim());
}
