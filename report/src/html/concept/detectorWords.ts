const WORDS: ReadonlyMap<string, string> = new Map([
  ['ddm', 'DDM'],
  ['eddm', 'EDDM'],
  ['page_hinkley', 'Page–Hinkley'],
  ['adwin', 'ADWIN'],
  ['kswin', 'KSWIN'],
]);

/** What the field calls a detector; one it does not know keeps its own name. */
export function detectorWords(detector: string): string {
  return WORDS.get(detector) ?? detector;
}
