import { configureGlobal, integer, readConfigureGlobal, sample } from 'fast-check';
import { applyPropertySeed } from './propertySeed.ts';

const before = readConfigureGlobal();
afterEach(() => configureGlobal(before));

test('FAST_CHECK_SEED gives the same cases again', () => {
  const draw = () => {
    applyPropertySeed({ FAST_CHECK_SEED: '-1021429220' });
    return sample(integer(), 20);
  };
  expect(draw()).toEqual(draw());
});

test.each([{}, { FAST_CHECK_SEED: '' }])('with %j every run draws its own', (environment) => {
  applyPropertySeed(environment);
  expect(readConfigureGlobal()).toEqual(before);
});

test('a seed that is no number is refused', () => {
  expect(() => applyPropertySeed({ FAST_CHECK_SEED: 'lucky' })).toThrow('FAST_CHECK_SEED: expected a whole number, got "lucky"');
});
