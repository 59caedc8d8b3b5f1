import { driftArguments } from './driftArguments.ts';
import { DriftUsageError } from './errors.ts';

test.each([
  { args: 'check --config c', command: { command: 'check', configDirectory: 'c', reportsDirectory: undefined, windowPath: '-' } },
  {
    args: 'check --config=c --reports r --window w',
    command: { command: 'check', configDirectory: 'c', reportsDirectory: 'r', windowPath: 'w' },
  },
  {
    args: '--config c check --window=-',
    command: { command: 'check', configDirectory: 'c', reportsDirectory: undefined, windowPath: '-' },
  },
  { args: 'bins --config c', command: { command: 'bins', configDirectory: 'c' } },
  { args: 'background --config c', command: { command: 'background', configDirectory: 'c' } },
])('reads "$args"', ({ args, command }) => {
  expect(driftArguments(args.split(' '))).toEqual(command);
});

test.each([
  { args: '', message: 'a command is needed, got none' },
  { args: 'look --config c', message: 'a command is needed, got look' },
  { args: 'check', message: '--config DIR is needed' },
  { args: 'check bins --config c', message: 'one command is needed, got also bins' },
  { args: 'check --config c --color', message: "Unknown option '--color'" },
  { args: 'bins --config c --reports r', message: 'bins takes --config only' },
])('refuses "$args"', ({ args, message }) => {
  const read = () => driftArguments(args.split(' ').filter((arg) => arg !== ''));
  expect(read).toThrow(DriftUsageError);
  expect(read).toThrow(message);
});
