import { passColumns } from '../pipeline.ts';
import type { Fields } from '../schema/fields.ts';
import { isPy, type PyValue, pyText } from '../schema/pyValue.ts';
import type { CompileTransform } from '../step.ts';
import { cellwise } from './cellwise.ts';

type NumberFunction = (cell: number) => number;

/** Functions of numpy and scipy.special of one number. */
const functions: ReadonlyMap<string, NumberFunction> = new Map<string, NumberFunction>([
  ['abs', Math.abs],
  ['absolute', Math.abs],
  ['arcsinh', Math.asinh],
  ['arctan', Math.atan],
  ['cbrt', Math.cbrt],
  ['ceil', Math.ceil],
  ['cos', Math.cos],
  ['exp', Math.exp],
  ['exp2', (cell) => 2 ** cell],
  ['expit', (cell) => 1 / (1 + Math.exp(-cell))],
  ['expm1', Math.expm1],
  ['fabs', Math.abs],
  ['floor', Math.floor],
  ['isnan', (cell) => (Number.isNaN(cell) ? 1 : 0)],
  ['log', Math.log],
  ['log10', Math.log10],
  ['log1p', Math.log1p],
  ['log2', Math.log2],
  ['logit', (cell) => Math.log(cell / (1 - cell))],
  ['negative', (cell) => -cell],
  ['reciprocal', (cell) => 1 / cell],
  ['rint', roundToEven],
  ['sign', Math.sign],
  ['sin', Math.sin],
  ['sinh', Math.sinh],
  ['sqrt', Math.sqrt],
  ['square', (cell) => cell * cell],
  ['tan', Math.tan],
  ['tanh', Math.tanh],
  ['trunc', Math.trunc],
]);

function roundToEven(cell: number): number {
  const rounded = Math.round(cell);
  return Math.abs(cell % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** A function of numpy per cell, or none; functions of the author are no part of the file. */
export const functionTransformer: CompileTransform = (input) => {
  const { fields, columns } = input;
  // HistGradientBoosting checks its numbers by a function of the library.
  const func = fields.value('func');
  const isCheck =
    isPy(func, 'partial') && isPy(func.func, 'name') && func.func.module.startsWith('sklearn.') && func.func.className === 'check_array';
  if (isCheck || !fields.has('func')) return passColumns(columns);
  const compute = numberFunction(fields, 'func');
  return cellwise(input, () => compute);
};

/** @returns the function of a field, the number itself where there is none */
export function numberFunction(fields: Fields, name: string): NumberFunction {
  const value = fields.value(name);
  if (value === undefined || value === null) return (cell) => cell;
  const found = isPy(value, 'name') && /^(numpy|scipy\.special)(\.|$)/.test(value.module) ? functions.get(value.className) : undefined;
  if (found === undefined)
    throw fields.unsupported(`${name}: ${pyText(value)}, which is none of the functions ${[...functions.keys()].join(', ')} of numpy,`);
  if (!isEmpty(fields.value(name === 'func' ? 'kw_args' : 'inv_kw_args'))) throw fields.unsupported('kw_args: arguments of a function');
  return found;
}

function isEmpty(value: PyValue | undefined): boolean {
  return value === undefined || value === null || (isPy(value, 'dict') && value.keys.length === 0);
}
