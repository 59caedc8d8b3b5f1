import { metricsDocs, resourceDocs } from '@modelmonitor/api';

/** Every generated file: its path in the repository and its text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/api.md', resourceDocs()],
    ['docs/metrics.md', metricsDocs()],
  ]);
}
