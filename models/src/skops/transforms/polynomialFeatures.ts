import { combinedColumn } from '../columns/column.ts';
import { validInput } from '../predictors/validInput.ts';
import type { CompileTransform } from '../step.ts';

const most = 100_000;

/** Products of columns, up to a degree. */
export const polynomialFeatures: CompileTransform = (input) => {
  const { fields, columns } = input;
  const [lowest, highest] = [fields.count('_min_degree'), fields.count('_max_degree')];
  const isDistinct = fields.flag('interaction_only', false);
  if (highest > 20) throw fields.mismatch('_max_degree', 'at most 20');
  const products: (readonly number[])[] = fields.flag('include_bias', true) ? [[]] : [];
  for (let degree = Math.max(1, lowest); degree <= highest; degree++) {
    addProducts(products, { width: columns.length, degree, isDistinct });
    if (products.length > most) throw fields.refusal(`degree: expected at most ${most} products`);
  }
  const numbers = validInput(input);
  return {
    columns: products.map((product) =>
      combinedColumn(
        product.map((place) => columns[place] as (typeof columns)[number]),
        productName(product),
        product.length <= 1,
      ),
    ),
    apply: (rows, count) => {
      const cells = numbers(rows, count);
      const result = new Float64Array(count * products.length);
      for (let row = 0; row < count; row++) {
        products.forEach((product, index) => {
          // scikit-learn multiplies the product of the later columns by the first one.
          let value = 1;
          for (let at = product.length - 1; at >= 0; at--) value *= cells[row * columns.length + (product[at] as number)] as number;
          result[row * products.length + index] = value;
        });
      }
      return result;
    },
  };

  function productName(product: readonly number[]): string | undefined {
    if (product.length === 0) return '1';
    const names = [...new Set(product)].map((place) => {
      const power = product.filter((other) => other === place).length;
      const name = columns[place]?.name ?? `x${place}`;
      return power === 1 ? name : `${name}^${power}`;
    });
    return names.join(' ');
  }
};

/** All combinations of a degree, in ascending order. */
function addProducts(
  products: (readonly number[])[],
  { width, degree, isDistinct }: { width: number; degree: number; isDistinct: boolean },
): void {
  const place = (product: readonly number[], from: number): void => {
    if (products.length > most) return;
    if (product.length === degree) {
      products.push(product);
      return;
    }
    for (let column = from; column < width; column++) place([...product, column], isDistinct ? column + 1 : column);
  };
  place([], 0);
}
