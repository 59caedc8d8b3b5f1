import type { RawObject } from './rawObject.ts';

/** A list as it is on the wire; entries carry no apiVersion and kind. */
export interface RawList {
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string };
  readonly items: readonly RawObject[] | null;
}
