import Type from 'typebox';
import { words } from '../schema/words.ts';
import { nullable } from './nullable.ts';

const number = (description: string) => nullable(Type.Number({ description }));

const importance = Type.Object(
  {
    reference: number('On the reference rows; null where there are none.'),
    current: number('On the current rows.'),
  },
  { description: 'In the unit of the prediction (of probabilities, the mean over the classes), or of the score: accuracy or R².' },
);

/** How much each feature matters to the model, and where drift and importance meet. */
export const contributionsReportSchema = Type.Object(
  {
    method: words(['tree_shap', 'permutation'], {
      description: 'How importance is measured: mean absolute exact Shapley values, or the loss of score when a feature is permuted.',
    }),
    rows: Type.Object(
      {
        reference: Type.Integer({ minimum: 0, description: 'Rows used.' }),
        current: Type.Integer({ minimum: 0, description: 'Rows used.' }),
      },
      { description: 'Rows behind the figures.' },
    ),
    features: Type.Array(
      Type.Object(
        {
          name: Type.String({ description: 'Feature.' }),
          importance,
          share: number('Share of the importance of all features, on the current rows where they have it, else on the reference rows.'),
          drift: number('Strength of the drift: 0 none, 1 at the threshold, at most 10; null when unknown.'),
          priority: number('Share of importance times strength of drift; null when unknown.'),
        },
        { description: 'One feature.' },
      ),
      { description: 'Features, those to look at first at the top.' },
    ),
    reason: Type.Optional(Type.String({ description: 'Why figures are missing.' })),
  },
  { description: 'Contributions of the features.' },
);

export type ContributionsReport = Type.Static<typeof contributionsReportSchema>;
