import { formats } from './formats.ts';
import type { Model, ModelContract, ModelFile, ModelFormat } from './model.ts';
import { ModelFormatError } from './modelFormatError.ts';
import type { OnnxEngine } from './onnx/engine/onnxEngine.ts';
import { refusal, startOf } from './refused/refusal.ts';

type FormatName = keyof typeof formats;

/** A file that was read, and the format it is of. */
interface ReadModel extends ModelFile {
  readonly format: FormatName;
  /** Whether models of the format predict rows with a category that they do not know; a model may say otherwise. */
  readonly predictsUnseen: boolean;
}

/**
 * Reads a model file.
 *
 * @param format a name of `formats`, or `auto`: the content decides
 * @param engine computes ONNX graphs with operators that the product does not have
 * @throws ModelFormatError that says what the file is and what to do
 */
export async function readModel(bytes: Uint8Array, format = 'auto', engine?: OnnxEngine): Promise<ReadModel> {
  if (format !== 'auto' && !Object.hasOwn(formats, format))
    throw new ModelFormatError(`expected one of the formats auto, ${Object.keys(formats).join(', ')}, got ${format}`);
  const refused = refusal(bytes);
  if (refused !== undefined) throw new ModelFormatError(refused);
  const name = format === 'auto' ? formatOf(bytes) : format;
  const described: ModelFormat = formats[name as FormatName];
  const { description, bind } = await described.read(bytes, engine);
  return { format: name as FormatName, predictsUnseen: described.predictsUnseen ?? false, description, bind };
}

/** Reads a model file for a resource. @throws ModelFormatError that also names what the resource and the file disagree on */
export async function loadModel(bytes: Uint8Array, contract: ModelContract, format = 'auto'): Promise<Model> {
  return (await readModel(bytes, format)).bind(contract);
}

function formatOf(bytes: Uint8Array): string {
  const found = Object.entries(formats).find(([, format]) => format.sniff(bytes));
  if (found !== undefined) return found[0];
  throw new ModelFormatError(
    `expected a model of one of the formats ${Object.keys(formats).join(', ')}, got ${bytes.length} bytes that start with ${startOf(bytes)}`,
  );
}
