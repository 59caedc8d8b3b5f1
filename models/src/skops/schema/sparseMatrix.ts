import { ModelFormatError } from '../../modelFormatError.ts';
import type { NdArray } from '../../npy/ndArray.ts';
import { readNpy } from '../../npy/readNpy.ts';
import { readZip } from '../../zip/readZip.ts';

/** As many cells as a matrix of a model may have once it is dense. */
const most = 32 * 1024 * 1024;

/** A matrix that scipy saved as .npz, by compressed rows or columns, as a dense one. @throws ModelFormatError */
export function sparseMatrix(npz: Uint8Array): NdArray {
  const zip = readZip(npz);
  const [format, shape, indices, starts, data] = ['format', 'shape', 'indices', 'indptr', 'data'].map((name) =>
    readNpy(zip.read(`${name}.npy`)),
  ) as [NdArray, NdArray, NdArray, NdArray, NdArray];
  const name = String(format.items[0]);
  const [rows = 0, width = 0] = shape.numbers;
  if ((name !== 'csr' && name !== 'csc') || rows * width > most) {
    throw new ModelFormatError(`expected a sparse matrix by rows or columns of at most ${most} cells, got ${name} of ${rows} × ${width}`);
  }
  const [lines, length] = name === 'csr' ? [rows, width] : [width, rows];
  const numbers = new Float64Array(rows * width);
  for (let line = 0; line < lines; line++) {
    for (let place = starts.numbers[line] as number; place < (starts.numbers[line + 1] as number); place++) {
      const index = indices.numbers[place] as number;
      if (!(place >= 0 && index >= 0 && index < length))
        throw new ModelFormatError(`expected indices below ${length} in a sparse matrix, got ${index}`);
      const cell = name === 'csr' ? line * width + index : index * width + line;
      numbers[cell] = (numbers[cell] as number) + (data.numbers[place] as number);
    }
  }
  return { shape: [rows, width], kind: 'float', numbers, items: [] };
}
