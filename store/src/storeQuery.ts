/** A statement that a store sent to its database, or an attempt to connect. */
export interface StoreQuery {
  readonly seconds: number;
  /** Whether the database responded. */
  readonly isConnected: boolean;
}
