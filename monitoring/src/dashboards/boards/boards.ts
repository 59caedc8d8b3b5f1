import type { Board } from '../panel.ts';
import { apiPerformance } from './apiPerformance.ts';
import { fleet } from './fleet.ts';
import { modelDrift } from './modelDrift.ts';
import { modelPerformance } from './modelPerformance.ts';
import { operator } from './operator.ts';
import { system } from './system.ts';

/** Every dashboard. */
export const boards: readonly Board[] = [fleet, modelPerformance, apiPerformance, modelDrift, system, operator];
