import { categorical, check, settings, table } from './testCheck.ts';

test('times are compared only where a method is named for their column, not for all categories', () => {
  const days = (month: string) =>
    categorical(
      'day',
      Array.from({ length: 112 }, (_, row) => `2026-${month}-${String(1 + (row % 28)).padStart(2, '0')}`),
    );
  const outcomeOf = (methods: typeof settings.methods) =>
    check({ reference: table(days('01')), current: table(days('02')), settings: { ...settings, methods } }).features['day'];
  expect(outcomeOf({ categorical: { method: 'chisquare' } })).toMatchObject({ type: 'timestamp', verdict: 'ignored' });
  expect(outcomeOf({ features: { day: { method: 'chisquare' } } })).toMatchObject({ method: 'chisquare', verdict: 'drifted' });
});
