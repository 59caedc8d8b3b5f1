import { ModelFormatError } from '../../modelFormatError.ts';
import type { Graph } from '../file/modelProto.ts';
import { classesOf, type GraphOutput } from '../graph/graphOutputs.ts';
import type { Tensor } from '../tensor.ts';

/** What the outputs of a graph are for. */
export interface AnswerRoles {
  readonly task: 'classification' | 'regression';
  /** Place of the output with a label per row. */
  readonly label?: number;
  /** Places of the outputs with scores: one with a column per class, or one output per class. */
  readonly scores: readonly number[];
  /** Number of scores per row. */
  readonly width: number;
  /** Names of the classes in the order of the scores, where the file has them. */
  readonly classes?: readonly string[];
}

/** The shape of an output after a run, or as declared: its type, and the numbers it has per row. */
export interface OutputShape {
  readonly isLabel: boolean;
  readonly perRow: number;
}

export function outputShape(tensor: Tensor, rows: number): OutputShape {
  const isLabel = tensor.type !== 'float' && tensor.type !== 'double';
  return { isLabel, perRow: tensor.data.length / rows };
}

/**
 * Goes by type and shape, as names differ between converters and options.
 *
 * @throws ModelFormatError where no output is a label, a score or a value per row
 */
export function answerRoles(graph: Graph, outputs: readonly GraphOutput[], shapes: readonly OutputShape[]): AnswerRoles {
  const places = outputs.map((_, place) => place);
  const shape = (place: number) => shapes[place] as OutputShape;
  const label = places.find((place) => shape(place).isLabel && shape(place).perRow === 1);
  const scored = places.filter((place) => !shape(place).isLabel && Number.isInteger(shape(place).perRow) && shape(place).perRow >= 1);
  const mapped = places.find((place) => outputs[place]?.classes !== undefined);
  const wide = mapped ?? scored.find((place) => shape(place).perRow > 1);
  const classes = mapped === undefined ? namesOf(graph, outputs, [label, wide]) : outputs[mapped]?.classes;
  const named = classes === undefined ? {} : { classes };
  if (wide !== undefined) {
    return { task: 'classification', ...(label === undefined ? {} : { label }), scores: [wide], width: shape(wide).perRow, ...named };
  }
  if (label !== undefined) {
    const all = classes !== undefined && scored.length === classes.length ? scored : scored.slice(0, 1);
    return { task: 'classification', label, scores: all, width: all.length, ...named };
  }
  const [value] = scored;
  if (value === undefined) {
    throw new ModelFormatError(
      `ONNX graph: expected a label, scores or a value per row, got the outputs ${outputs.map(({ name }) => name).join(', ')}`,
    );
  }
  return { task: 'regression', scores: [value], width: 1 };
}

function namesOf(graph: Graph, outputs: readonly GraphOutput[], places: readonly (number | undefined)[]): readonly string[] | undefined {
  for (const place of places) {
    const names = place === undefined ? undefined : classesOf(graph, outputs[place]?.source ?? '');
    if (names !== undefined) return names;
  }
  return undefined;
}
