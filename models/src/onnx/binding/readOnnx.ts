import type { ModelContract, ModelDescription, ModelFile } from '../../model.ts';
import { ModelFormatError } from '../../modelFormatError.ts';
import { type ModelProto, readModelProto } from '../file/modelProto.ts';
import { columnOrigins } from '../graph/columnOrigins.ts';
import { graphInputs } from '../graph/graphInputs.ts';
import { graphOutputs, withoutZipMaps } from '../graph/graphOutputs.ts';
import { planGraph } from '../graph/graphPlan.ts';
import { inputCategories } from '../graph/inputCategories.ts';
import { missingOperators } from '../graph/opsets.ts';
import { UnknownCategory } from '../operators/unknownCategory.ts';
import { type Tensor, zeros } from '../tensor.ts';
import { type AnswerRoles, answerRoles, outputShape } from './answerRoles.ts';
import { bindOnnx } from './bindOnnx.ts';
import type { OnnxModel } from './onnxModel.ts';

/** @throws ModelFormatError that names the node, tensor or byte */
export function readOnnx(bytes: Uint8Array): ModelFile {
  const proto = readModelProto(bytes);
  const { graph: whole } = proto;
  if (whole === undefined) throw new ModelFormatError(`expected an ONNX model with a graph, got ${bytes.length} bytes without one`);
  const outputs = graphOutputs(whole);
  const graph = withoutZipMaps(whole);
  const inputs = graphInputs({ ...proto, graph });
  const missing = missingOperators(graph, proto);
  if (missing.length > 0) throw new ModelFormatError(missingText(missing));
  const names = inputs.map(({ name }) => name);
  const { run, constants } = planGraph(graph, { inputs: names, outputs: outputs.map(({ source }) => source) }, proto);
  const model: OnnxModel = {
    graph,
    inputs,
    outputs,
    run,
    constants,
    versions: { opsets: proto.opsets, irVersion: proto.irVersion },
    plan: (other, values) => planGraph(other, { inputs: names, outputs: values }, proto).run,
    rolesFor: (widths) => answerRoles(graph, outputs, probe(model, widths)),
    originsFor: (widths) => {
      const columns = inputs.map(({ name }, at) => ({ name, width: widths[at] as number }));
      return columnOrigins(graph, { inputs: columns, outputs: outputs.map(({ source }) => source), constants });
    },
  };
  return { description: describe(model, proto), bind: (contract: ModelContract) => bindOnnx(model, contract) };
}

function missingText(missing: readonly string[]): string {
  const most = 6;
  const rest = missing.length > most ? ` and ${missing.length - most} more` : '';
  return `expected operators that are computed here, got ${missing.slice(0, most).join(', ')}${rest}`;
}

/** Outputs for rows of zeros; where an encoder knows values of a column, of one of those, so that no encoder refuses them. */
function probe({ inputs, run, graph, originsFor }: OnnxModel, widths: readonly number[]) {
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
  return run(tensors).map((tensor) => outputShape(tensor, rows));
}

function describe(model: OnnxModel, { producer, producerVersion }: ModelProto): ModelDescription {
  const { inputs } = model;
  const writtenBy = [firstLine(producer), firstLine(producerVersion)].filter((text) => text !== '').join(' ');
  const widths = inputs.map(({ usedWidth }) => usedWidth);
  const roles = widths.every((width) => width !== undefined) ? rolesOrNone(model, widths) : undefined;
  const isOpen = inputs.some(({ width }) => width === undefined);
  return {
    ...(writtenBy === '' ? {} : { writtenBy }),
    task: roles?.task ?? 'classification',
    ...(isOpen ? {} : { features: features(model) }),
    ...(roles === undefined ? {} : { classCount: roles.task === 'regression' ? 0 : (roles.classes?.length ?? roles.width) }),
    ...(roles?.classes === undefined ? {} : { classes: roles.classes }),
  };
}

/** CatBoost writes its whole version report here. */
function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.startsWith('Git info') ? '' : line.slice(0, 60).trim();
}

function rolesOrNone(model: OnnxModel, widths: readonly number[]): AnswerRoles | undefined {
  try {
    return model.rolesFor(widths);
  } catch (error) {
    if (error instanceof UnknownCategory) return undefined;
    throw error;
  }
}

function features(model: OnnxModel): NonNullable<ModelDescription['features']> {
  const { inputs } = model;
  const widths = inputs.map(({ width }) => width as number);
  const categories = inputCategories(model.graph, model.originsFor(widths));
  const isNamed = inputs.length > 1 && widths.every((width) => width === 1);
  return inputs.flatMap(({ name, type }, at) => {
    const first = widths.slice(0, at).reduce((sum, width) => sum + width, 0);
    return Array.from({ length: widths[at] as number }, (_, column) => {
      const values = categories.get(first + column);
      const isText = type === 'string';
      return {
        ...(isNamed ? { name } : {}),
        type: isText ? ('categorical' as const) : ('numeric' as const),
        ...(isText && values !== undefined ? { values: values.map(String) } : {}),
      };
    });
  });
}
