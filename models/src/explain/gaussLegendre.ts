/** Where and with which weights a quadrature adds up values of a function on [0, 1]. */
export interface Quadrature {
  readonly nodes: Float64Array;
  /** Sum to 1. */
  readonly weights: Float64Array;
}

/**
 * Gauss–Legendre quadrature on [0, 1]: exact for polynomials up to degree 2·size − 1.
 *
 * @param size number of nodes, at least 1
 * @see Press et al., Numerical Recipes, 3rd edition, 4.6.1 (`gauleg`): Newton's method on the Legendre polynomial
 * @example
 * gaussLegendre(1) // => { nodes: [0.5], weights: [1] }
 */
export function gaussLegendre(size: number): Quadrature {
  const nodes = new Float64Array(size);
  const weights = new Float64Array(size);
  for (let index = 0; index < (size + 1) / 2; index++) {
    let root = Math.cos((Math.PI * (index + 0.75)) / (size + 0.5));
    // Newton's method doubles the digits at each step; the start is right to about three.
    for (let step = 0; step < 6; step++) {
      const { value, slope } = legendre(size, root);
      root -= value / slope;
    }
    const { slope } = legendre(size, root);
    const weight = 1 / ((1 - root * root) * slope * slope);
    nodes[index] = (1 - root) / 2;
    nodes[size - 1 - index] = (1 + root) / 2;
    weights[index] = weight;
    weights[size - 1 - index] = weight;
  }
  return { nodes, weights };
}

/** Legendre polynomial of a degree ≥ 1 and its derivative, by the three-term recurrence. */
function legendre(degree: number, x: number): { readonly value: number; readonly slope: number } {
  let before = 1;
  let value = x;
  for (let order = 2; order <= degree; order++) [before, value] = [value, ((2 * order - 1) * x * value - (order - 1) * before) / order];
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) };
}
