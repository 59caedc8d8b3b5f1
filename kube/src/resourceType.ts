/** A kind of object and where the API server has it. */
export interface ResourceType {
  /** Group and version, such as `apps/v1`; `v1` for the core. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
}
