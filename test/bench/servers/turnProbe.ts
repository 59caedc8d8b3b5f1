import { writeFileSync } from 'node:fs';

// Loaded into a server before it starts. On SIGUSR2 writes the longest turn of the event loop since the last one to the file TURN_PROBE: milliseconds of
// processor time of its thread, which other processes of the machine do not lengthen.
const used = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
let [longest, last] = [0, used()];
const look = () => {
  const now = used();
  longest = Math.max(longest, now - last);
  last = now;
  setImmediate(look).unref();
};
setImmediate(look).unref();
process.on('SIGUSR2', () => {
  writeFileSync(process.env['TURN_PROBE'] ?? '', `${longest}`);
  longest = 0;
});
