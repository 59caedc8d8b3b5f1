import type { ModelFeature } from '../../model.ts';
import type { Level } from './level.ts';

/** What steps report of the inputs while a model is described or bound. */
export interface Scope {
  /** Notes that an input is used as a number, or as one of the categories. */
  use(input: number, levels: readonly Level[] | undefined): void;
  /** Whether rows with a category that the model does not know are to be predicted, as if it were missing. */
  predictsUnseen(input: number): boolean;
  /** Notes how many columns a step returns, so that batches stay small where they are many. */
  noteWidth(columns: number): void;
  /** Name of an input in messages. */
  inputName(input: number): string;
}

/** What a description found out about one input. */
export interface InputUse {
  readonly type: ModelFeature['type'];
  readonly levels?: readonly Level[];
}
