/** One value of a row: a number, the text of a category, or null for a missing value. */
export type RemoteCell = number | string | null;

/** What the resource says about a model on another server. */
export interface RemoteContract {
  readonly task: 'classification' | 'regression';
  readonly features: readonly { readonly name: string; readonly type: 'numeric' | 'categorical' }[];
  /** Class names by class index; empty for a regression. */
  readonly classes: readonly string[];
}

/** Predictions in the terms of the contract. */
export interface RemotePredictions {
  /** One per row: the class index, or the predicted value. */
  readonly values: Float64Array;
  /** Row-major, rows × classes; absent where the server sends none. */
  readonly probabilities?: Float64Array;
}

/** How a server takes rows and answers. */
export interface RemoteProtocol {
  readonly path: string;
  readonly body: (rows: readonly (readonly RemoteCell[])[]) => string;
  /** @throws RemoteError when the response is not one to these rows */
  readonly read: (json: unknown, count: number) => RemotePredictions;
  /** Answers 200 while the server is well. */
  readonly healthPath?: string;
}

/** A model on another server. */
export interface RemoteModel {
  /** Address and model, for people. */
  readonly origin: string;
  /** What the server said about the model when it was checked; undefined where it says nothing. */
  readonly described?: string;
  /** Whether calls are sent; false while the server does not answer. */
  readonly isUp: () => boolean;
  /** @throws RemoteError */
  predict(rows: readonly (readonly RemoteCell[])[], headers?: Readonly<Record<string, string>>): Promise<RemotePredictions>;
}
