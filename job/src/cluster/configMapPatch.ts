/** Changes to a ConfigMap as a JSON merge patch (RFC 7386): null takes a value away, what is not named stays. */
export interface ConfigMapPatch {
  readonly metadata: { readonly annotations: Readonly<Record<string, string | null>> };
  readonly data?: Readonly<Record<string, string | null>>;
  /** Values in base64. */
  readonly binaryData?: Readonly<Record<string, string | null>>;
}
