import type { ModelFormat } from '../model.ts';

/** ONNX files of scikit-learn, XGBoost, LightGBM and CatBoost models; their graph is computed operator by operator. */
export const onnxFormat = {
  about: 'ONNX, as skl2onnx, onnxmltools and CatBoost write it',
  predictsUnseen: true,
  sniff: isModelProto,
  read: async (bytes, engine) => (await import('./binding/readOnnx.ts')).readOnnx(bytes, engine),
} satisfies ModelFormat;

/** Whether the first fields are those of a model: a small format version (field 1) or texts and messages of known fields (2 to 8). */
function isModelProto(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  // ir_version, field 1, a number.
  if (first === 0x08) return (bytes[1] ?? 0) > 0 && (bytes[1] ?? 0) < 64;
  // Other writers start with the producer, the graph or the operator sets: fields 2 to 8 as bytes, whose length has to fit.
  const field = first >> 3;
  return (first & 7) === 2 && field >= 2 && field <= 8 && startsWithLength(bytes);
}

function startsWithLength(bytes: Uint8Array): boolean {
  let [length, scale] = [0, 1];
  for (let at = 1; at < 6; at++) {
    const byte = bytes[at] ?? 255;
    length += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128)
      return length > 1 && at + length < bytes.length && bytes[at + 1 + length] !== undefined && isTag(bytes[at + 1 + length] as number);
  }
  return false;
}

function isTag(byte: number): boolean {
  return [0x08, 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72].includes(byte);
}
