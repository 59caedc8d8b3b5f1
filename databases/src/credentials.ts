/** What a connection needs beside its address; never part of a message. */
export interface Credentials {
  readonly user?: string;
  /** Read again at each connect, so that a rotated password needs no restart. */
  readonly password?: () => Promise<string>;
}
