import { defaultLevels } from '../schema/defaultLevels.ts';
import { type JudgedShare, shareSentence } from './shareSentence.ts';

test.each([
  [
    'a share between a level and the threshold',
    { share: 0.4, threshold: 0.5 },
    '40 % is below the 50 % that counts as drift, but above the 30 % from which retraining is due',
  ],
  [
    'a share at a level',
    { share: 0.2, threshold: 0.5 },
    '20 % is below the 50 % that counts as drift, but reaches the 20 % from which closer monitoring is due',
  ],
  ['a share below every level', { share: 0.1, threshold: 0.5 }, '10 % is below the 50 % that counts as drift'],
  [
    'a threshold that is a level too',
    { share: 0.6, threshold: 0.5 },
    '60 % is above the 50 % that counts as drift and from which recollecting reference data is due',
  ],
  [
    'a threshold below the level reached',
    { share: 1, threshold: 0.3 },
    '100 % is above the 30 % that counts as drift and above the 50 % from which recollecting reference data is due',
  ],
  [
    'a level below the threshold that is reached',
    { share: 0.5, threshold: 0.5, levels: [{ share: 0.3, action: 'retrain' }] },
    '50 % reaches the 50 % that counts as drift and is above the 30 % from which retraining is due',
  ],
  ['a share that rounds to the threshold', { share: 0.4996, threshold: 0.5, levels: [] }, '49.96 % is below the 50 % that counts as drift'],
] as const)('%s says both numbers', (_, judged: Omit<JudgedShare, 'levels'> & Partial<JudgedShare>, expected) => {
  expect(shareSentence({ levels: defaultLevels, ...judged })).toBe(expected);
});
