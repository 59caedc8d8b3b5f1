import type { ModelDescription } from '../model.ts';
import type { Column } from './columns/column.ts';
import { isMissing, type Level, levelName } from './columns/level.ts';
import type { InputUse, Scope } from './columns/scope.ts';
import { compileEstimators as compile } from './estimators.ts';
import { modelInputs } from './modelInputs.ts';
import type { Fields } from './schema/fields.ts';

/** What a file says, and what it does with its inputs. */
export interface DescribedModel {
  readonly description: ModelDescription;
  readonly inputs: { readonly names: readonly string[] | undefined; readonly count: number };
  /** By input: what it is used as; absent for inputs that are not used. */
  readonly uses: ReadonlyMap<number, InputUse>;
  readonly classes: readonly Level[] | undefined;
}

/** Compiles the model for inputs of unknown types: its steps say what they take. @throws ModelFormatError for what is not supported */
export function describeModel(fields: Fields): DescribedModel {
  const inputs = modelInputs(fields);
  const uses = new Map<number, InputUse>();
  const scope: Scope = {
    predictsUnseen: () => false,
    noteWidth: () => undefined,
    inputName: (input) => inputs.names?.[input] ?? `column ${input + 1}`,
    use: (input, levels) => uses.set(input, joinUses(uses.get(input), levels)),
  };
  const columns = Array.from({ length: inputs.count }, (_, input): Column => {
    const name = inputs.names?.[input];
    return { inputs: [input], additive: true, open: true, ...(name === undefined ? {} : { name }) };
  });
  const { classes } = compile.predictor({ fields, columns, scope, compile });
  const isOwn = /^sklearn(\.|$)/.test(fields.module);
  const version = fields.value('_sklearn_version');
  return {
    inputs,
    uses,
    classes,
    description: {
      writtenBy: isOwn ? `scikit-learn ${version}` : `${fields.module.split('.')[0]} in skops`,
      task: classes === undefined ? 'regression' : 'classification',
      features: columns.map((column, input) => ({
        ...(column.name === undefined ? {} : { name: column.name }),
        ...featureOf(uses.get(input)),
      })),
      classCount: classes?.length ?? 0,
      ...(classes === undefined ? {} : { classes: classes.map(levelName) }),
    },
  };
}

/** An input may be used by several steps, as a number by some. */
function joinUses(known: InputUse | undefined, levels: readonly Level[] | undefined): InputUse {
  const all = [...(known?.levels ?? []), ...(levels ?? [])];
  if (all.length === 0) return { type: 'numeric' };
  return { type: 'categorical', levels: [...new Set(all)] };
}

/** Where a model takes numbers, the data may hold numbers or truth values; so it may where categories are numbers: the file does not say which. */
function featureOf(use: InputUse | undefined): { type?: InputUse['type']; values?: readonly string[] } {
  if (use?.levels === undefined) return {};
  const values = categoryNames(use.levels);
  return use.levels.some((level) => typeof level === 'string') ? { type: 'categorical', values } : { values };
}

/** Names of categories; a missing value is none. */
export function categoryNames(levels: readonly Level[]): readonly string[] {
  return [...new Set(levels.filter((level) => !isMissing(level)).map(levelName))];
}
