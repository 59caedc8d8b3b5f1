/** Counts requests and their time. */
export interface RequestMeter {
  /** @returns what is to be called with the status code, or `<error>` when there was none */
  begin(method: string): (code: string) => void;
}
