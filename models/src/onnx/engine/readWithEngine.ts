import { checkRows } from '../../contract/checkRows.ts';
import type { Model, ModelContract, ModelFile } from '../../model.ts';
import { ModelFormatError } from '../../modelFormatError.ts';
import { type AnswerRoles, answerRoles, outputShape } from '../binding/answerRoles.ts';
import { answerWriter } from '../binding/answers.ts';
import { bindRows } from '../binding/bindRows.ts';
import { describeOnnx } from '../binding/describeOnnx.ts';
import type { OnnxTable } from '../binding/onnxModel.ts';
import { probeRows } from '../binding/probeRows.ts';
import type { ModelProto } from '../file/modelProto.ts';
import type { Tensor } from '../tensor.ts';
import { cutZipMaps } from './cutZipMaps.ts';
import type { OnnxEngine } from './onnxEngine.ts';

/** Rows of one run: a runtime is faster with many. */
const mostRows = 4096;

interface EngineFile {
  readonly bytes: Uint8Array;
  readonly proto: ModelProto;
  readonly table: OnnxTable;
}

type Run = (tensors: readonly Tensor[]) => Promise<readonly Tensor[]>;

/** A model that a runtime computes; undefined where none is installed. @throws ModelFormatError with what the runtime says */
export async function readWithEngine({ bytes, proto, table }: EngineFile, engine: OnnxEngine): Promise<ModelFile | undefined> {
  const session = await withReason(engine.open(cutZipMaps(bytes, table.outputs)));
  if (session === undefined) return undefined;
  const sources = table.outputs.map(({ source }) => source);
  const run: Run = (tensors) =>
    withReason(
      session.run(
        tensors.map((tensor, at) => ({ name: table.inputs[at]?.name ?? '', tensor })),
        sources,
      ),
    );
  const widths = table.inputs.map(({ usedWidth }) => usedWidth);
  const roles = widths.every((width) => width !== undefined) ? await rolesFor(table, run, widths) : undefined;
  return { description: describeOnnx(table, proto, roles), bind: (contract) => bindSession(table, run, contract) };
}

async function rolesFor(table: OnnxTable, run: Run, widths: readonly number[]): Promise<AnswerRoles> {
  const { tensors, rows } = probeRows(table, widths);
  const outputs = await run(tensors);
  return answerRoles(
    table.graph,
    table.outputs,
    outputs.map((tensor) => outputShape(tensor, rows)),
  );
}

async function bindSession(table: OnnxTable, run: Run, contract: ModelContract): Promise<Model> {
  const { bound, widths, categories } = bindRows(table, contract);
  const { hasProbabilities, write } = answerWriter(await rolesFor(table, run, widths), contract);
  const { tensors, batch } = bound;
  const width = contract.features.length;
  return {
    categories,
    async predict(rows, count) {
      checkRows(rows, count, width);
      const values = new Float64Array(count);
      const probabilities = hasProbabilities ? new Float64Array(count * contract.classes.length) : undefined;
      for (let first = 0; first < count; first += batch ?? mostRows) {
        const rest = Math.min(count - first, batch ?? mostRows);
        const outputs = await run(tensors(rows, { first, count: batch ?? rest, last: count - 1 }));
        write(outputs, { first, count: rest }, { values, probabilities });
      }
      return probabilities === undefined ? { values } : { values, probabilities };
    },
  };
}

/** What the runtime says, as an error of the model. */
async function withReason<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (cause) {
    throw new ModelFormatError(`onnxruntime: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
