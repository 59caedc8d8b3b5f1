import { countOf } from '../output/countOf.ts';
import { type ManifestProblem, problemLine } from './manifest.ts';

/** Most problems that are shown of one file: those that follow are mostly of the same kind. */
const mostOfFile = 40;

/** Problems as lines for people: the first of each file, and how many more it has. */
export function problemLines(problems: readonly ManifestProblem[]): string[] {
  return Map.groupBy(problems, ({ file }) => file)
    .entries()
    .flatMap(([file, ofFile]) => {
      const rest = ofFile.length - mostOfFile;
      const shown = ofFile.slice(0, mostOfFile).map(problemLine);
      return rest > 0 ? [...shown, `${file}: and ${countOf(rest, 'more problem')}`] : shown;
    })
    .toArray();
}
