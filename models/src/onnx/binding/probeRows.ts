import { inputCategories } from '../graph/inputCategories.ts';
import { type Tensor, zeros } from '../tensor.ts';
import type { OnnxTable } from './onnxModel.ts';

/** Rows of zeros; where an encoder knows values of a column, of one of those, so that no encoder refuses them. */
export function probeRows(
  { inputs, graph, originsFor }: OnnxTable,
  widths: readonly number[],
): { tensors: readonly Tensor[]; rows: number } {
  const rows = inputs.find(({ batch }) => batch !== undefined)?.batch ?? 2;
  const known = inputCategories(graph, originsFor(widths));
  let next = 0;
  const tensors = inputs.map(({ type, rank }, at): Tensor => {
    const width = widths[at] as number;
    const first = next;
    next += width;
    const shape = rank === 1 ? [rows] : [rows, width];
    const cell = (place: number) => known.get(first + (place % width))?.[0];
    if (type === 'string') return { type, shape, data: Array.from({ length: rows * width }, (_, place) => String(cell(place) ?? '')) };
    const tensor = zeros(type, shape);
    for (const place of tensor.data.keys()) tensor.data[place] = Number(cell(place) ?? 0) || 0;
    return tensor;
  });
  return { tensors, rows };
}
