import { configureGlobal } from 'fast-check';

/**
 * Property tests draw other cases in each run, and a failure prints its seed. That seed in FAST_CHECK_SEED gives the same cases again:
 * `FAST_CHECK_SEED=1021429220 npm run -s unit -- tables/src/profile/mergeProfiles`.
 */
export function applyPropertySeed(environment: Readonly<Record<string, string | undefined>>): void {
  const { FAST_CHECK_SEED: text = '' } = environment;
  if (text === '') return;
  if (!/^-?\d+$/.test(text)) throw new Error(`FAST_CHECK_SEED: expected a whole number, got ${JSON.stringify(text)}`);
  configureGlobal({ seed: Number(text) });
}

applyPropertySeed(process.env);
