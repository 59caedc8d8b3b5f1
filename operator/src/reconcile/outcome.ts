/** How a reconcile ended. */
export type Outcome =
  /** Everything is as it should be; the next look comes with the next change. */
  | { readonly kind: 'done' }
  /** Something changes by itself, at the latest in so many milliseconds. */
  | { readonly kind: 'wait'; readonly milliseconds: number }
  /** It failed, and may succeed later. */
  | { readonly kind: 'retry'; readonly error: Error }
  /** It failed, and will until somebody changes something; the status says what. */
  | { readonly kind: 'giveUp'; readonly error: Error };
