import { gaussLegendre } from './gaussLegendre.ts';

/** A quadrature that is exact for the integrals over a path of a number of conditions. */
export interface PathQuadrature {
  /** Conditions of the path. */
  readonly size: number;
  readonly nodes: Float64Array;
  /** Node by node, for each number k of missed conditions from 0 to size: the node's weight times (1 − t)ᵏ. */
  readonly weights: Float64Array;
}

/** @returns the quadrature of each path length from 0 to `longest` */
export function pathQuadratures(longest: number): PathQuadrature[] {
  return Array.from({ length: longest + 1 }, (_, size) => {
    // The integrand has degree size − 1; n nodes are exact up to 2n − 1.
    const { nodes, weights } = gaussLegendre(Math.max(1, Math.ceil(size / 2)));
    const powers = Array.from(nodes, (t, node) => Array.from({ length: size + 1 }, (_one, k) => (weights[node] as number) * (1 - t) ** k));
    return { size, nodes, weights: Float64Array.from(powers.flat()) };
  });
}
