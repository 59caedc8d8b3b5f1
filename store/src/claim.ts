/** Work on a store that one process does at a time, such as retention, or a state that ends by itself, such as days that were restored. */
export interface Claim {
  readonly name: string;
  readonly holder: string;
  /** When it ends by itself, in milliseconds since 1970. */
  readonly until: number;
}
