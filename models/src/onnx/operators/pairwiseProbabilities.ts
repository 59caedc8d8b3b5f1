/** Parameters of Platt's sigmoid of each pair of classes. */
interface Sigmoids {
  readonly classes: number;
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/**
 * Probabilities of classes from the decisions of their pairs, by pairwise coupling.
 *
 * @see Wu, Lin, Weng (2004), Probability estimates for multi-class classification by pairwise coupling, algorithm 2; as in libsvm
 */
export function pairwiseProbabilities(decisions: Float64Array, { classes, a, b }: Sigmoids): Float64Array {
  const least = 1e-7;
  const pairwise = Array.from({ length: classes }, () => new Float64Array(classes));
  let pair = 0;
  for (let i = 0; i < classes; i++) {
    for (let j = i + 1; j < classes; j++) {
      const share = 1 / (1 + Math.exp((decisions[pair] as number) * (a[pair] ?? 0) + (b[pair] ?? 0)));
      const bounded = Math.min(Math.max(share, least), 1 - least);
      (pairwise[i] as Float64Array)[j] = bounded;
      (pairwise[j] as Float64Array)[i] = 1 - bounded;
      pair++;
    }
  }
  return couple(pairwise);
}

function couple(pairwise: readonly Float64Array[]): Float64Array {
  const classes = pairwise.length;
  const at = (i: number, j: number) => (pairwise[i] as Float64Array)[j] as number;
  const q = Array.from({ length: classes }, (_, t) =>
    Float64Array.from({ length: classes }, (_, j) => {
      if (j !== t) return -at(j, t) * at(t, j);
      let sum = 0;
      for (let other = 0; other < classes; other++) if (other !== t) sum += at(other, t) ** 2;
      return sum;
    }),
  );
  const p = new Float64Array(classes).fill(1 / classes);
  const qp = new Float64Array(classes);
  for (let iteration = 0; iteration < Math.max(100, classes); iteration++) {
    let pqp = 0;
    for (let t = 0; t < classes; t++) {
      qp[t] = dot(q[t] as Float64Array, p);
      pqp += (p[t] as number) * (qp[t] as number);
    }
    if (qp.every((value) => Math.abs(value - pqp) < 0.005 / classes)) break;
    for (let t = 0; t < classes; t++) {
      const row = q[t] as Float64Array;
      const own = row[t] as number;
      const step = (-(qp[t] as number) + pqp) / own;
      p[t] = (p[t] as number) + step;
      pqp = (pqp + step * (step * own + 2 * (qp[t] as number))) / (1 + step) / (1 + step);
      for (let j = 0; j < classes; j++) {
        qp[j] = ((qp[j] as number) + step * (row[j] as number)) / (1 + step);
        p[j] = (p[j] as number) / (1 + step);
      }
    }
  }
  return p;
}

function dot(left: Float64Array, right: Float64Array): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] as number), 0);
}
