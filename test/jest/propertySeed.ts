import { configureGlobal } from 'fast-check';

/** Seed of the cases that property tests draw when nothing is said: a change is judged by the same cases as the one before. */
const usualSeed = 1;

/**
 * Sets the cases of property tests. `FAST_CHECK_SEED=random` draws others in each run, as `make fuzz` does; a failure prints its seed, and that
 * seed in FAST_CHECK_SEED gives the same cases again: `FAST_CHECK_SEED=1021429220 npm run -s unit -- tables/src/profile/mergeProfiles`.
 */
export function applyPropertySeed(environment: Readonly<Record<string, string | undefined>>): void {
  const { FAST_CHECK_SEED: text = '' } = environment;
  if (text === 'random') return;
  if (!/^-?\d*$/.test(text)) throw new Error(`FAST_CHECK_SEED: expected a whole number or random, got ${JSON.stringify(text)}`);
  configureGlobal({ seed: text === '' ? usualSeed : Number(text) });
}

applyPropertySeed(process.env);
