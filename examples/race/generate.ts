import { normalFrom, randomFromSeed } from '@modelmonitor/stats';

const tyres = ['soft', 'medium', 'hard'] as const;
const weathers = ['dry', 'damp', 'wet'] as const;
const tyreLossSeconds = { soft: 0, medium: 0.45, hard: 0.9 };
const tyreWearFactor = { soft: 1.6, medium: 1, hard: 0.6 };
const weatherLossSeconds = { dry: 0, damp: 3.5, wet: 9 };

/**
 * Laps of a fictional motor race, as CSV: ten features and the lap time in seconds.
 *
 *     lap_seconds = 88 + 0.9·qualifying_gap_seconds + 0.032·fuel_kg + 0.035·tyre_age_laps·wear(tyre) + loss(tyre) + loss(weather)
 *                 + 0.12·grid_position + 0.004·(track_celsius − 32)² + 0.06·wind_metres_per_second − 0.008·min(experience_races, 120) + ε
 *
 * wear: soft 1.6, medium 1, hard 0.6 · loss: soft 0, medium 0.45, hard 0.9 s; dry 0, damp 3.5, wet 9 s · ε normal, mean 0, deviation 0.35 s.
 * driver_number (1 to 99) has no effect on the time.
 *
 * @param rows laps
 * @param seed the same seed gives the same laps
 */
export function raceCsv(rows: number, seed: number): string {
  const random = randomFromSeed(seed);
  const normal = normalFrom(random);
  const lines = Array.from({ length: rows }, () => lap(random, normal).join(','));
  return `${[header.join(','), ...lines].join('\n')}\n`;
}

const header = [
  'driver_number',
  'grid_position',
  'qualifying_gap_seconds',
  'experience_races',
  'tyre',
  'tyre_age_laps',
  'fuel_kg',
  'weather',
  'track_celsius',
  'wind_metres_per_second',
  'lap_seconds',
];

function lap(random: () => number, normal: () => number): (string | number)[] {
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const grid = whole(1, 20);
  const gap = round(0.1 * grid + 0.8 * random(), 3);
  const experience = whole(0, 250);
  const tyre = tyres[whole(0, 2)] ?? 'soft';
  const age = whole(0, 30);
  const fuel = round(5 + 100 * random(), 1);
  // Two laps of three are dry.
  const weather = weathers[Math.max(0, whole(-3, 2))] ?? 'dry';
  const track = round((weather === 'dry' ? 34 : 22) + 5 * normal(), 1);
  const wind = round(Math.abs(4 * normal()), 1);
  const seconds =
    88 +
    0.9 * gap +
    0.032 * fuel +
    0.035 * age * tyreWearFactor[tyre] +
    tyreLossSeconds[tyre] +
    weatherLossSeconds[weather] +
    0.12 * grid +
    0.004 * (track - 32) ** 2 +
    0.06 * wind -
    0.008 * Math.min(experience, 120) +
    0.35 * normal();
  return [whole(1, 99), grid, gap, experience, tyre, age, fuel, weather, track, wind, round(seconds, 3)];
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
