import { defaultLevels } from '@modelmonitor/api/plain';
import type { CheckContext } from '../../../drift/src/report/assembleReport.ts';
import type { CheckSettings } from '../../../drift/src/report/checkSettings.ts';

/** The defaults of `spec.drift`. */
export const defaultSettings: CheckSettings = {
  methods: {},
  rules: 'guarded',
  correction: 'benjaminiHochberg',
  share: 0.5,
  levels: defaultLevels,
  minRows: 50,
  effectFloor: 0.02,
};

/** The origin of a report that only counts. */
export const emptyContext: CheckContext = {
  run: '20250102t030405678z',
  timestamp: '2025-01-02T03:04:05.678Z',
  monitor: null,
  model: null,
  referenceHash: '',
  from: null,
  to: null,
  warnings: [],
};
