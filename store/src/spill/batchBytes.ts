import type { RowBatch } from '../rowBatch.ts';

/**
 * A batch as bytes: length of the header (32 bits, then 4 bytes unused), the header as JSON, padded to 8 bytes, then the numbers of the rows
 * as 64-bit floats and the indices of versions as 16-bit integers. Little-endian on every processor that Node is built for but s390x.
 */
export function encodeBatch(batch: RowBatch): Buffer {
  const { writer, number, contract, rows, ids, versions, unseen } = batch;
  const header = Buffer.from(JSON.stringify({ writer, number, contract, rows, series: ids.series, chosen: ids.chosen, versions, unseen }));
  const start = Buffer.alloc(8 + Math.ceil(header.length / 8) * 8);
  start.writeUInt32LE(header.length);
  header.copy(start, 8);
  const arrays = [batch.times, ids.numbers, batch.predictions, batch.probabilities, batch.features, batch.versionOf];
  return Buffer.concat([start, ...arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))]);
}

/** The batch that `encodeBatch` wrote. */
export function decodeBatch(bytes: ArrayBuffer): RowBatch {
  const headerLength = new DataView(bytes).getUint32(0, true);
  const { writer, number, contract, rows, series, chosen, versions, unseen } = JSON.parse(
    Buffer.from(bytes, 8, headerLength).toString(),
  ) as Omit<RowBatch, 'ids'> & RowBatch['ids'];
  let offset = 8 + Math.ceil(headerLength / 8) * 8;
  const numbers = (width: number) => {
    const values = new Float64Array(bytes, offset, rows * width);
    offset += values.byteLength;
    return values;
  };
  const [times, own, predictions] = [numbers(1), numbers(1), numbers(1)];
  const [probabilities, features] = [numbers(contract.classes.length), numbers(contract.features.length)];
  const versionOf = new Uint16Array(bytes, offset, rows);
  const ids = { series, numbers: own, chosen };
  return { writer, number, contract, rows, ids, times, versions, versionOf, features, predictions, probabilities, unseen };
}
