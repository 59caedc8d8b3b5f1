import { configureGlobal, integer, readConfigureGlobal, sample } from 'fast-check';
import { applyPropertySeed } from './propertySeed.ts';

const { seed: _, ...before } = readConfigureGlobal();
afterEach(() => configureGlobal(before));

function draw(environment: Readonly<Record<string, string | undefined>>): number[] {
  configureGlobal(before);
  applyPropertySeed(environment);
  return sample(integer(), 20);
}

test('FAST_CHECK_SEED gives the same cases again', () => {
  expect(draw({ FAST_CHECK_SEED: '-1021429220' })).toEqual(draw({ FAST_CHECK_SEED: '-1021429220' }));
  expect(draw({ FAST_CHECK_SEED: '-1021429220' })).not.toEqual(draw({}));
});

test.each([{}, { FAST_CHECK_SEED: '' }])('with %j every run draws the same', (environment) => {
  expect(draw(environment)).toEqual(draw({ FAST_CHECK_SEED: '1' }));
});

test('FAST_CHECK_SEED=random draws other cases in every run', () => {
  expect(draw({ FAST_CHECK_SEED: 'random' })).not.toEqual(draw({ FAST_CHECK_SEED: 'random' }));
});

test('a seed that is no number is refused', () => {
  expect(() => applyPropertySeed({ FAST_CHECK_SEED: 'lucky' })).toThrow('FAST_CHECK_SEED: expected a whole number or random, got "lucky"');
});
