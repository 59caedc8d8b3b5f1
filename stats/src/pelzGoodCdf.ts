const PI_2 = Math.PI ** 2;
const PI_4 = Math.PI ** 4;
const PI_6 = Math.PI ** 6;
const SQRT_2PI = Math.sqrt(2 * Math.PI);

/**
 * Distribution function of the two-sided one-sample Kolmogorov–Smirnov statistic for many rows, P(Dₙ < d):
 *
 *     K₀(z) + K₁(z)/√n + K₂(z)/n + K₃(z)/n^{3/2},  z = d√n
 *
 * with each Kᵢ in the theta-function form that converges fast for small z.
 *
 * @param rows n, a positive integer; the first term left out is of the order n⁻²
 * @param distance d, with 0 < d < 1 and d√n below about 2
 * @returns a probability
 * @see Pelz & Good, Approximating the Lower Tail-areas of the Kolmogorov-Smirnov One-sample Statistic (1976)
 * @see Simard & L'Ecuyer, Computing the Two-Sided Kolmogorov-Smirnov Distribution (2011), section 2.3
 * @example
 * pelzGoodCdf(1000, 0.03) // => 0.6773097856085365
 */
export function pelzGoodCdf(rows: number, distance: number): number {
  const z = distance * Math.sqrt(rows);
  const [k0, k1, k2, k3] = oddSums(z);
  const [extra2, extra3] = wholeSums(z);
  return k0 + k1 / Math.sqrt(rows) + (k2 + extra2) / rows + (k3 + extra3) / rows ** 1.5;
}

function termsFor(z: number): number {
  return Math.ceil((16 * z) / Math.PI);
}

/** The sums over odd m of qᵐ², q = exp(−π²/8z²), each with its polynomial in m². */
function oddSums(z: number): [number, number, number, number] {
  const [z2, z4, z6, z8] = [z ** 2, z ** 4, z ** 6, z ** 8];
  let [k0, k1, k2, k3] = [0, 0, 0, 0];
  for (let k = termsFor(z); k > 0; k--) {
    const m2 = (2 * k - 1) ** 2;
    const weight = Math.exp((-PI_2 * m2) / (8 * z2));
    const [a2, a4, a6] = [(PI_2 * m2) / 4, (PI_4 * m2 ** 2) / 16, (PI_6 * m2 ** 3) / 64];
    k0 += weight;
    k1 += weight * (a2 - z2);
    k2 += weight * (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * a2 + (1 - 2 * z2) * a4);
    k3 += weight * (-30 * z6 - 90 * z8 + (135 * z4 - 96 * z6) * a2 + (212 * z4 - 60 * z2) * a4 + (5 - 30 * z2) * a6);
  }
  return [(SQRT_2PI * k0) / z, (SQRT_2PI * k1) / (6 * z4), (SQRT_2PI * k2) / (72 * z ** 7), (SQRT_2PI * k3) / (6480 * z ** 10)];
}

/** The sums over every k of exp(−π²k²/2z²) that only K₂ and K₃ have. */
function wholeSums(z: number): [number, number] {
  let [k2, k3] = [0, 0];
  for (let k = termsFor(z); k > 0; k--) {
    const weight = k ** 2 * Math.exp((-PI_2 * k ** 2) / (2 * z ** 2));
    k2 += weight;
    k3 += weight * (3 * z ** 2 - PI_2 * k ** 2);
  }
  return [(-PI_2 * SQRT_2PI * k2) / (36 * z ** 3), (PI_2 * SQRT_2PI * k3) / (216 * z ** 6)];
}
