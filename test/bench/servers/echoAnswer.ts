/** An answer of the size of a wine prediction. */
export const echoAnswer = {
  prediction: 'class_0',
  probabilities: { class_0: 0.96, class_1: 0.04, class_2: 0 },
  model: 'wine',
  version: 'v1',
  id: '3f2a9c41-2k9x',
};
