/**
 * Runs a task now and then repeatedly, one run at a time; not while the page is hidden.
 *
 * @param {() => Promise<boolean>} task handles its own failures; false ends the repetition until it is run manually
 * @param {number} milliseconds pause between two runs
 * @returns {() => void} runs the task immediately
 */
export function poll(task, milliseconds) {
  let timer;
  let running = false;
  const run = async () => {
    clearTimeout(timer);
    if (running || document.hidden) return;
    running = true;
    const again = await task();
    running = false;
    if (again && !document.hidden) timer = setTimeout(run, milliseconds);
  };
  document.addEventListener('visibilitychange', run);
  run();
  return run;
}
