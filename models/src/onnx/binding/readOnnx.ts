import type { ModelContract, ModelFile } from '../../model.ts';
import { ModelFormatError } from '../../modelFormatError.ts';
import type { OnnxEngine } from '../engine/onnxEngine.ts';
import { type Graph, type ModelProto, readModelProto } from '../file/modelProto.ts';
import { columnOrigins } from '../graph/columnOrigins.ts';
import { graphInputs } from '../graph/graphInputs.ts';
import { graphOutputs, withoutZipMaps } from '../graph/graphOutputs.ts';
import { planGraph } from '../graph/graphPlan.ts';
import { missingOperators } from '../graph/opsets.ts';
import { UnknownCategory } from '../operators/unknownCategory.ts';
import { type AnswerRoles, answerRoles, outputShape } from './answerRoles.ts';
import { bindOnnx } from './bindOnnx.ts';
import { describeOnnx } from './describeOnnx.ts';
import type { OnnxModel, OnnxTable } from './onnxModel.ts';
import { probeRows } from './probeRows.ts';

/**
 * @param engine computes graphs with operators that are not computed here
 * @throws ModelFormatError that names the node, tensor or byte
 */
export async function readOnnx(bytes: Uint8Array, engine?: OnnxEngine): Promise<ModelFile> {
  const proto = readModelProto(bytes);
  const { graph } = proto;
  if (graph === undefined) throw new ModelFormatError(`expected an ONNX model with a graph, got ${bytes.length} bytes without one`);
  const table = tableOf({ ...proto, graph });
  const missing = missingOperators(table.graph, proto);
  if (missing.length === 0) return planModel(table, proto);
  if (engine !== undefined) {
    const { readWithEngine } = await import('../engine/readWithEngine.ts');
    const file = await readWithEngine({ bytes, proto, table }, engine);
    if (file !== undefined) return file;
  }
  throw new ModelFormatError(missingText(missing));
}

function tableOf(proto: ModelProto & { graph: Graph }): OnnxTable {
  const outputs = graphOutputs(proto.graph);
  const graph = withoutZipMaps(proto.graph);
  const inputs = graphInputs({ ...proto, graph });
  return {
    graph,
    inputs,
    outputs,
    originsFor: (widths) => {
      const columns = inputs.map(({ name }, at) => ({ name, width: widths[at] as number }));
      return columnOrigins(graph, { inputs: columns, outputs: outputs.map(({ source }) => source), constants: graph.initializers });
    },
  };
}

function planModel(table: OnnxTable, proto: ModelProto): ModelFile {
  const { graph, inputs, outputs } = table;
  const names = inputs.map(({ name }) => name);
  const sources = outputs.map(({ source }) => source);
  const { run, constants } = planGraph(graph, { inputs: names, outputs: sources }, proto);
  const model: OnnxModel = {
    ...table,
    run,
    constants,
    versions: { opsets: proto.opsets, irVersion: proto.irVersion },
    plan: (other, values) => planGraph(other, { inputs: names, outputs: values }, proto).run,
    rolesFor: (widths) => {
      const { tensors, rows } = probeRows(model, widths);
      return answerRoles(
        graph,
        outputs,
        run(tensors).map((tensor) => outputShape(tensor, rows)),
      );
    },
    originsFor: (widths) => {
      const columns = inputs.map(({ name }, at) => ({ name, width: widths[at] as number }));
      return columnOrigins(graph, { inputs: columns, outputs: sources, constants });
    },
  };
  return { description: describeOnnx(model, proto, rolesOrNone(model)), bind: (contract: ModelContract) => bindOnnx(model, contract) };
}

function missingText(missing: readonly string[]): string {
  const most = 6;
  const rest = missing.length > most ? ` and ${missing.length - most} more` : '';
  return (
    `expected operators that are computed here, got ${missing.slice(0, most).join(', ')}${rest}; ` +
    'to serve such graphs, install the optional engine: npm install --ignore-scripts onnxruntime-node'
  );
}

function rolesOrNone(model: OnnxModel): AnswerRoles | undefined {
  const widths = model.inputs.map(({ usedWidth }) => usedWidth);
  if (!widths.every((width) => width !== undefined)) return undefined;
  try {
    return model.rolesFor(widths);
  } catch (error) {
    if (error instanceof UnknownCategory) return undefined;
    throw error;
  }
}
