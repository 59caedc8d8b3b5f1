import { columnFrom } from '../columns/column.ts';
import { validInput } from '../predictors/validInput.ts';
import type { CompileTransform } from '../step.ts';

/** B-splines of each column: one basis function per column that is returned. */
export const splineTransformer: CompileTransform = (input) => {
  const { fields, columns } = input;
  const extrapolation = fields.choice('extrapolation', ['constant', 'linear', 'continue', 'error', 'periodic'], 'constant');
  if (extrapolation === 'periodic' || extrapolation === 'error') throw fields.unsupported(`extrapolation: ${extrapolation}`);
  if (fields.value('handle_missing') === 'zeros') throw fields.unsupported('handle_missing: zeros');
  const splines = fields.list('bsplines_').map((value, index) => {
    const spline = fields.inside(value, `bsplines_[${index}]`);
    const knots = spline.numbers(spline.has('_t') ? '_t' : 't');
    const degree = spline.count('k');
    if (knots.length < 2 * degree + 2 || degree > 20) throw spline.mismatch('k', 'a degree below half of the knots');
    return basis(knots, { degree, extrapolation });
  });
  const size = splines[0]?.size ?? 0;
  if (splines.length !== columns.length || splines.some((spline) => spline.size !== size))
    throw fields.mismatch('bsplines_', 'one spline per column');
  const kept = fields.flag('include_bias', true) ? size : size - 1;
  const width = columns.length * kept;
  const numbers = validInput(input);
  return {
    columns: columns.flatMap((column, index) =>
      Array.from({ length: kept }, (_, place) => columnFrom(column, `${column.name ?? `x${index}`}_sp_${place}`)),
    ),
    apply: (rows, count) => {
      const cells = numbers(rows, count);
      const result = new Float64Array(count * width);
      for (let place = 0; place < count * columns.length; place++) {
        const values = splines[place % columns.length]?.at(cells[place] as number) ?? new Float64Array(size);
        result.set(values.subarray(0, kept), place * kept);
      }
      return result;
    },
  };
};

interface Basis {
  readonly size: number;
  at(x: number): Float64Array;
}

function basis(
  knots: Float64Array,
  { degree, extrapolation }: { degree: number; extrapolation: 'constant' | 'linear' | 'continue' },
): Basis {
  const size = knots.length - degree - 1;
  const [lowest, highest] = [knots[degree] as number, knots[size] as number];
  const values = (x: number, of = degree): Float64Array =>
    basisValues(knots, { x, degree: of, interval: intervalOf(knots, { x, degree, size }), size: knots.length - of - 1 });
  const slopes = (x: number): Float64Array => {
    const lower = values(x, degree - 1);
    const at = (index: number): number => knots[index] as number;
    return Float64Array.from({ length: size }, (_, index) => {
      const [left, right] = [at(index + degree) - at(index), at(index + degree + 1) - at(index + 1)];
      return degree * ((left > 0 ? (lower[index] as number) / left : 0) - (right > 0 ? (lower[index + 1] as number) / right : 0));
    });
  };
  return {
    size,
    at: (x) => {
      if (extrapolation === 'continue' || (x >= lowest && x <= highest)) return values(x);
      const edge = x < lowest ? lowest : highest;
      if (extrapolation === 'constant' || degree === 0) return values(edge);
      const slope = slopes(edge);
      return values(edge).map((value, index) => value + (x - edge) * (slope[index] as number));
    },
  };
}

/** The index of the last knot at or below x, within the knots of the base interval. */
function intervalOf(knots: Float64Array, { x, degree, size }: { x: number; degree: number; size: number }): number {
  let interval = degree;
  while (interval + 1 < size && x >= (knots[interval + 1] as number)) interval++;
  return interval;
}

/** De Boor's recurrence: the basis functions that are not 0 on an interval, as scipy computes them. */
function basisValues(
  knots: Float64Array,
  { x, degree, interval, size }: { x: number; degree: number; interval: number; size: number },
): Float64Array {
  const values = new Float64Array(degree + 1);
  values[0] = 1;
  for (let order = 1; order <= degree; order++) {
    const before = values.slice(0, order);
    values[0] = 0;
    for (let index = 1; index <= order; index++) {
      const [right, left] = [knots[interval + index] as number, knots[interval + index - order] as number];
      if (right === left) {
        values[index] = 0;
        continue;
      }
      const share = (before[index - 1] as number) / (right - left);
      values[index - 1] = (values[index - 1] as number) + share * (right - x);
      values[index] = share * (x - left);
    }
  }
  const all = new Float64Array(size);
  values.forEach((value, index) => {
    all[interval - degree + index] = value;
  });
  return all;
}
