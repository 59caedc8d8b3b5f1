import { exampleMonitor } from '../exampleMonitor.ts';
import { schemaSamples } from './samples/schemaSamples.ts';
import { createValidator } from './validate.ts';

const validate = createValidator();

test.each(schemaSamples)('says what is wrong with $name', ({ changes, path, message }) => {
  expect(validate(exampleMonitor(changes)).problems).toEqual([expect.objectContaining({ path, message })]);
});

// JSON has no such number, so that no API server is ever asked.
test('says what is wrong with NaN', () => {
  expect(validate(exampleMonitor({ 'spec.capture.sample': Number.NaN })).problems).toEqual([
    expect.objectContaining({
      path: 'spec.capture.sample',
      message: 'must be a number (Share of the predictions that is captured), got NaN',
    }),
  ]);
});
