import type { Feature, ModelSpec } from '@modelmonitor/api';
import type { NumberNotation } from '@modelmonitor/tables/values';

/** Inputs and output of every version of a model, with the categories that requests are validated against. */
export interface Contract {
  readonly task: ModelSpec['task'];
  readonly features: readonly ContractFeature[];
  readonly target: string;
  /** Columns that rows by name may hold and that are not read. */
  readonly ignored?: readonly string[];
  /** Class names in the order of the probabilities; empty for a regression. */
  readonly classes: readonly string[];
}

/** A feature with its categories: those of the resource, else those of the loaded models. */
export interface ContractFeature {
  readonly name: string;
  readonly type: Feature['type'];
  readonly minimum: number;
  readonly maximum: number;
  readonly optional: boolean;
  /** What happens to a request with a category that is not known. */
  readonly unseen: NonNullable<Feature['unseen']>;
  /** How texts may write its numbers, beside the notation of programs. */
  readonly notation?: NumberNotation;
  /** Category by index; rows hold the index. Empty for a numeric feature. */
  readonly categories: readonly string[];
}

/**
 * The contract of a model.
 *
 * @param model `spec.model` of the resource
 * @param known categories by feature, in a fixed order, for features whose `values` the resource does not list
 */
export function contractOf(model: ModelSpec, known: ReadonlyMap<string, readonly string[]> = new Map()): Contract {
  return {
    task: model.task,
    target: model.target.name,
    classes: model.target.classes ?? [],
    ...(model.ignored === undefined ? {} : { ignored: model.ignored }),
    features: model.features.map(({ name, type, range, notation, values, unseen = 'capture', optional }) => ({
      name,
      type,
      optional,
      unseen,
      minimum: range?.min ?? Number.NEGATIVE_INFINITY,
      maximum: range?.max ?? Number.POSITIVE_INFINITY,
      ...(notation === undefined ? {} : { notation: notationOf(notation) }),
      categories: type === 'categorical' ? (values ?? known.get(name) ?? []) : [],
    })),
  };
}

/** Negative numbers may be written as in files of that notation. */
function notationOf({ decimal, thousands, unit }: NonNullable<Feature['notation']>): NumberNotation {
  return { decimal: decimal ?? '.', thousands: thousands ?? '', unit: unit ?? '', anyMinus: true };
}
