import { matchClasses } from '../../contract/matchClasses.ts';
import { nameList } from '../../contract/nameList.ts';
import type { ModelContract } from '../../model.ts';
import { ModelFormatError } from '../../modelFormatError.ts';
import type { Tensor } from '../tensor.ts';
import type { AnswerRoles } from './answerRoles.ts';

/** Predictions of all rows, filled in stretch by stretch. */
interface Answers {
  readonly values: Float64Array;
  readonly probabilities: Float64Array | undefined;
}

/** Writes what a graph answered for `count` rows, starting at row `first`. */
type WriteAnswers = (outputs: readonly Tensor[], range: { first: number; count: number }, answers: Answers) => void;

interface AnswerWriter {
  readonly hasProbabilities: boolean;
  /** For each class of the contract, its place in the file; undefined for regression. */
  readonly order: readonly number[] | undefined;
  readonly write: WriteAnswers;
}

/** @throws ModelFormatError where the contract has another task or other classes than the file */
export function answerWriter(roles: AnswerRoles, contract: ModelContract): AnswerWriter {
  if (contract.task === 'regression') return { hasProbabilities: false, order: undefined, write: valueWriter(roles) };
  if (roles.task === 'regression') {
    throw new ModelFormatError(
      'expected a classification model, as the resource has it; the ONNX file gives one number per row and no label',
    );
  }
  const columns = classColumns(roles, contract);
  const writeLabel = labelWriter(roles, contract, columns);
  const count = contract.classes.length;
  const hasProbabilities = roles.width === count;
  return {
    hasProbabilities,
    order: columns,
    write: (outputs, { first, count: rows }, { values, probabilities }) => {
      if (probabilities !== undefined) {
        const parts = roles.scores.map((place) => outputs[place]?.data ?? []);
        const [only] = parts;
        for (let row = 0; row < rows; row++) {
          for (let index = 0; index < count; index++) {
            const column = columns[index] as number;
            const cell = parts.length === 1 ? only?.[row * count + column] : parts[column]?.[row];
            probabilities[(first + row) * count + index] = cell as number;
          }
        }
      }
      writeLabel(outputs, { first, count: rows }, { values, probabilities });
    },
  };
}

function valueWriter({ task, scores, width }: AnswerRoles): WriteAnswers {
  const [place] = scores;
  if (task === 'classification' || place === undefined || width !== 1) {
    throw new ModelFormatError(
      `expected a regression model, as the resource has it; the ONNX file gives classes or ${width} numbers per row`,
    );
  }
  return (outputs, { first, count }, { values }) => {
    const data = (outputs[place] as Tensor).data;
    for (let row = 0; row < count; row++) values[first + row] = data[row] as number;
  };
}

/** For each class of the contract, its column among the scores. */
function classColumns({ classes, scores, width, label }: AnswerRoles, contract: ModelContract): readonly number[] {
  const count = classes?.length ?? (scores.length > 0 && (width > 1 || label === undefined) ? width : contract.classes.length);
  return matchClasses(contract, { count, ...(classes === undefined ? {} : { names: classes }) });
}

function labelWriter({ label, classes }: AnswerRoles, contract: ModelContract, columns: readonly number[]): WriteAnswers {
  const count = contract.classes.length;
  if (label === undefined) {
    return (_, { first, count: rows }, { values, probabilities }) => {
      for (let row = first; row < first + rows; row++) values[row] = largest(probabilities as Float64Array, row * count, count);
    };
  }
  const index = labelIndex(
    columns.map((column) => classes?.[column]),
    contract,
  );
  return (outputs, { first, count: rows }, { values }) => {
    const { data } = outputs[label] as Tensor;
    for (let row = 0; row < rows; row++) {
      const found = index.get(data[row] as string | number);
      if (found === undefined) {
        throw new ModelFormatError(
          `expected labels among ${nameList(contract.classes)}, got ${JSON.stringify(data[row])} from the ONNX file`,
        );
      }
      values[first + row] = found;
    }
  };
}

/** The class of each label: by the file's names; else by the contract's names, or its order where they are no numbers. */
function labelIndex(names: readonly (string | undefined)[], { classes }: ModelContract): ReadonlyMap<string | number, number> {
  const areNumbers = classes.every((name) => name.trim() !== '' && Number.isFinite(Number(name)));
  const index = new Map<string | number, number>();
  for (const [at, name] of names.entries()) {
    index.set(name ?? (classes[at] as string), at);
    const number = name === undefined && !areNumbers ? at : Number(name ?? classes[at]);
    if (Number.isFinite(number)) index.set(number, at);
  }
  return index;
}

function largest(values: Float64Array, first: number, count: number): number {
  let best = 0;
  for (let at = 1; at < count; at++) if ((values[first + at] as number) > (values[first + best] as number)) best = at;
  return best;
}
