import { conceptDetectors } from '@modelmonitor/api';
import { detectorWords } from './detectorWords.ts';

test.each(conceptDetectors.map((detector) => [detector]))('%s has a name', (detector) => {
  expect(detectorWords(detector)).not.toBe(detector);
});

test('a detector of a later version keeps its own', () => {
  expect(detectorWords('hddm')).toBe('hddm');
});
