/** Longest task of the page's main thread in a trace: { wall, cpu } in ms, each the longest by its own clock. */
export function longestTask(trace) {
  const { traceEvents } = JSON.parse(trace.toString());
  const mains = traceEvents.filter((e) => e.name === 'thread_name' && e.args.name === 'CrRendererMain');
  // The tab that worked, not a spare process.
  const tasksOf = ({ pid, tid }) =>
    traceEvents.filter((e) => e.ph === 'X' && e.pid === pid && e.tid === tid && /RunTask$/.test(e.name));
  const tasks = mains.map(tasksOf).reduce((most, some) => (some.length > most.length ? some : most), []);
  if (tasks.length === 0) throw new Error('the trace holds no task of the page');
  const longest = (key) => tasks.reduce((most, task) => Math.max(most, (task[key] ?? 0) / 1000), 0);
  return { wall: longest('dur'), cpu: longest('tdur') };
}
