/** A link function: turns the sums of one row, in place, into what the model answers. */
export type Link = (sums: Float64Array) => void;

/** 1 / (1 + exp(−scale × sum)) of each sum; several sums need not add up to 1 (one against all). */
export function sigmoid(scale = 1): Link {
  return (sums) => replace(sums, (sum) => 1 / (1 + Math.exp(-scale * sum)));
}

/** The sigmoid of XGBoost, in float32; the exponent is bounded so that no overflow occurs. */
export const sigmoidFloat32: Link = (sums) =>
  replace(sums, (sum) => Math.fround(1 / Math.fround(Math.fround(Math.fround(Math.exp(Math.min(-sum, 88.7))) + 1) + 1e-16)));

/** Shares that sum to 1, by exp; the largest sum is taken off first so that no overflow occurs. */
export const softmax: Link = (sums) => {
  let largest = -Infinity;
  for (const sum of sums) largest = Math.max(largest, sum);
  replace(sums, (sum) => Math.exp(sum - largest));
  divide(sums);
};

/** The softmax of XGBoost: exponentials in float32, their sum in double. */
export const softmaxFloat32: Link = (sums) => {
  let largest = -Infinity;
  for (const sum of sums) largest = Math.max(largest, sum);
  replace(sums, (sum) => Math.fround(Math.exp(Math.fround(sum - largest))));
  divide(sums);
  replace(sums, Math.fround);
};

export const exponential: Link = (sums) => replace(sums, Math.exp);
export const exponentialFloat32: Link = (sums) => replace(sums, (sum) => Math.fround(Math.exp(sum)));

/** 1 above 0, else 0: `binary:hinge`. */
export const hinge: Link = (sums) => replace(sums, (sum) => (sum > 0 ? 1 : 0));

/** sign(x) × x²: LightGBM's `regression sqrt`. */
export const signedSquare: Link = (sums) => replace(sums, (sum) => Math.sign(sum) * sum * sum);

/** log(1 + exp x): LightGBM's `cross_entropy_lambda`. */
export const softplus: Link = (sums) => replace(sums, (sum) => (sum > 36 ? sum : Math.log1p(Math.exp(sum))));

export const identity: Link = () => undefined;

function replace(sums: Float64Array, by: (sum: number) => number): void {
  for (let index = 0; index < sums.length; index++) sums[index] = by(sums[index] as number);
}

function divide(sums: Float64Array): void {
  let total = 0;
  for (const sum of sums) total += sum;
  replace(sums, (sum) => sum / total);
}
