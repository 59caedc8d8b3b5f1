const SMALLEST_TAIL = 0.35;
const NODES = 128;

/**
 * Probability that the Cramér–von Mises statistic of a large sample, ω², exceeds x.
 *
 * Below 0.35 it is one less the series of Anderson and Darling in Bessel functions; from there Smirnov's integrals, which do not cancel and
 * so keep the far tail, by Gauss–Chebyshev quadrature: the integrands have inverse square roots at both ends.
 *
 * @param x a number ≥ 0
 * @returns a probability, relative accuracy about 1e-13
 * @throws RangeError when x is negative or NaN
 * @see Csörgő & Faraway, The Exact and Asymptotic Distributions of Cramér–von Mises Statistics (1996), eq. 1.2 and 1.3
 * @see Anderson & Darling, Asymptotic Theory of Certain Goodness of Fit Criteria (1952), eq. 4.35
 * @example
 * cramerVonMisesSurvival(0.461361) // => 0.05000008695820395
 */
export function cramerVonMisesSurvival(x: number): number {
  if (!(x >= 0)) throw new RangeError(`cramer-von mises survival needs a number of at least 0, got ${x}`);
  return x < SMALLEST_TAIL ? 1 - besselSeries(x) : smirnovIntegrals(x);
}

function besselSeries(x: number): number {
  // exp(−1 / (8x)) leaves nothing of the first term.
  if (x < 1e-3) return 0;
  let sum = 0;
  for (let k = 0; ; k++) {
    const y = 4 * k + 1;
    const term = gammaRatio(k) * Math.sqrt(y) * scaledBessel((y * y) / (16 * x));
    sum += term;
    if (!(term > sum * 1e-17)) return sum / (Math.PI ** 1.5 * Math.sqrt(x));
  }
}

/** Γ(k + ½) / Γ(k + 1). */
function gammaRatio(k: number): number {
  let ratio = Math.sqrt(Math.PI);
  for (let i = 1; i <= k; i++) ratio *= (i - 0.5) / i;
  return ratio;
}

/** e^(−z) K_¼(z) = ∫₀^∞ exp(−z (1 + cosh t)) cosh(t / 4) dt; the trapezoidal rule converges faster than any power of its step. */
function scaledBessel(z: number): number {
  const step = 1 / 16;
  let sum = Math.exp(-2 * z) / 2;
  for (let t = step; ; t += step) {
    const term = Math.exp(-z * (1 + Math.cosh(t))) * Math.cosh(t / 4);
    sum += term;
    if (!(term > sum * 1e-17)) return sum * step;
  }
}

/** (2/π) Σ (−1)ᵏ⁺¹ ∫ exp(−x s² / 2) / √(−s sin s) ds over s from (2k − 1)π to 2kπ. */
function smirnovIntegrals(x: number): number {
  let sum = 0;
  for (let k = 1; ; k++) {
    const integral = smirnovIntegral(x, k);
    sum += k % 2 === 1 ? integral : -integral;
    if (!(integral > sum * 1e-17)) return (2 / Math.PI) * sum;
  }
}

function smirnovIntegral(x: number, k: number): number {
  const middle = (2 * k - 0.5) * Math.PI;
  let sum = 0;
  for (let node = 0; node < NODES; node++) {
    const angle = ((node + 0.5) * Math.PI) / NODES;
    const s = middle + (Math.PI / 2) * Math.cos(angle);
    // −sin s is the sine of the distance to the nearer end, which so keeps its digits.
    const distance = Math.PI * Math.sin(Math.min(angle, Math.PI - angle) / 2) ** 2;
    sum += (Math.exp((-x * s * s) / 2) * Math.sin(angle)) / Math.sqrt(s * Math.sin(distance));
  }
  return ((Math.PI / 2) * Math.PI * sum) / NODES;
}
