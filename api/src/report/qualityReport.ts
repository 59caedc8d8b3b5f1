import Type from 'typebox';
import { qualityTests } from '../generated/qualityChecks.ts';
import { words } from '../schema/words.ts';
import { nullable } from './nullable.ts';

const verdict = (description: string) => words(['passed', 'failed', 'unknown'], { description });

const limit = Type.Object(
  {
    at_least: Type.Optional(Type.Number({ description: 'Smallest value that passes.' })),
    at_most: Type.Optional(Type.Number({ description: 'Largest value that passes.' })),
  },
  { description: 'What passes, both ends included; empty where there is no limit.' },
);

const qualityTest = Type.Object(
  {
    test: words(qualityTests, { description: 'The check.' }),
    column: nullable(Type.String({ description: 'Column; null for a check of the whole table.' })),
    reference: nullable(Type.Number({ description: 'The same figure of the reference; null where it has none.' })),
    value: nullable(Type.Number({ description: 'Figure of the current data.' })),
    limit,
    verdict: verdict('The outcome in one word.'),
    detail: Type.Optional(Type.String({ description: 'What was found, such as the new categories.' })),
    reason: Type.Optional(Type.String({ description: 'Why the verdict is unknown.' })),
  },
  { description: 'One check, its value and its limit.' },
);

/** Data quality and stability of the current data, judged by the reference. */
export const qualityReportSchema = Type.Object(
  {
    verdict: verdict('Failed when a check failed; unknown when none failed and none passed.'),
    n_tests: Type.Integer({ minimum: 0, description: 'Number of checks.' }),
    n_failed: Type.Integer({ minimum: 0, description: 'Checks that failed.' }),
    n_unknown: Type.Integer({ minimum: 0, description: 'Checks that could not be judged.' }),
    tests: Type.Array(qualityTest, { description: 'The checks, of the table first, then column by column.' }),
  },
  { description: 'Data quality and data stability.' },
);

export type QualityReport = Type.Static<typeof qualityReportSchema>;
export type QualityTest = Type.Static<typeof qualityTest>;
