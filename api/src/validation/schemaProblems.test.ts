import { exampleMonitor } from '../exampleMonitor.ts';
import { schemaSamples } from './samples/schemaSamples.ts';
import { createValidator } from './validate.ts';

const validate = createValidator();

test.each(schemaSamples)('reports $name', ({ changes, path, message }) => {
  expect(validate(exampleMonitor(changes)).problems).toEqual([expect.objectContaining({ path, message })]);
});

// JSON has no NaN, so there is no verdict of an API server.
test('reports NaN', () => {
  expect(validate(exampleMonitor({ 'spec.capture.sample': Number.NaN })).problems).toEqual([
    expect.objectContaining({
      path: 'spec.capture.sample',
      message: 'expected a number (Share of the predictions that is captured), got NaN',
    }),
  ]);
});
