/* global window, document, performance */

/** Runs in the page before its own scripts: hears the engine's journal as it reaches the page, and clicks. */
export function instrument() {
  const lines = [];
  let click = 0;
  // The engine's worker, and the search it last told of.
  let engine = null;
  let started = null;
  window.Worker = class extends window.Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        const type = data?.event?.journal?.type;
        if (!type) return;
        lines.push({ type, at: performance.now() });
        if (type === 'search.started') [engine, started] = [this, data.event];
      });
    }
  };
  document.addEventListener(
    'click',
    (event) => {
      click = event.timeStamp;
    },
    true,
  );

  let begin = null;

  /**
   * A search that is not: its journal comes from a worker of its own as the engine's would, an event an epoch. Made
   * ready apart from `stream`, which sets it off: the making is no work of the page.
   */
  function prepare({ trials, epochs, perSecond }) {
    const { journal, study } = started;
    const source = `let events, perSecond;
    onmessage = async ({ data }) => {
      if (data) {
        ({ events, perSecond } = data);
        return;
      }
      const start = performance.now();
      for (let sent = 0; sent < events.length; ) {
        const due = Math.min(events.length, ((performance.now() - start) / 1000) * perSecond);
        while (sent < due) postMessage({ ...events[sent++], at: Date.now() });
        await new Promise((resolve) => setTimeout(resolve, 4));
      }
      postMessage(null);
    };`;
    const at = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const sender = new Worker(at);
    const search = journal.search + 1;
    const bodies = [{ ...journal, search, planned: trials }];
    for (let trial = 0; trial < trials; trial++) {
      const params = {
        hidden: [64, 32],
        learningRate: 0.001 * (1 + (trial % 10)),
        batchSize: 32,
        dropout: 0.2,
      };
      bodies.push({ type: 'trial.started', search, trial, config: { family: 'mlp', params } });
      const floor = 0.35 + 0.1 * Math.abs(Math.sin(trial));
      const points = Array.from({ length: epochs }, (_, i) => ({
        epoch: i + 1,
        trainLoss: floor - 0.05 + 0.4 * Math.exp(-i / 20),
        validLoss: floor + 0.4 * Math.exp(-i / 15) + 0.01 * Math.sin(i * trial),
        metric: 1 - floor + 0.1 * (1 - Math.exp(-i / 20)),
      }));
      for (const point of points) bodies.push({ type: 'trial.epochs', search, trial, points: [point] });
      const last = points[epochs - 1];
      const pruned = { by: 'median', epoch: epochs, details: {} };
      const score = { metric: last.metric, validLoss: last.validLoss, bestEpoch: epochs };
      bodies.push(
        trial % 4 === 3
          ? { type: 'trial.pruned', search, trial, pruned, seconds: 1 }
          : { type: 'trial.finished', search, trial, score, seconds: 1, blob: `none-${trial}` },
      );
    }
    bodies.push({ type: 'search.finished', search, reason: 'budget' });
    const events = bodies.map((body, i) => ({ ...body, seq: journal.seq + 1000 + i }));
    sender.onmessage = ({ data }) => {
      if (data)
        engine.onmessage(new MessageEvent('message', { data: { id: 0, event: { journal: data, study } } }));
      else sender.terminate();
    };
    sender.postMessage({ events, perSecond });
    begin = () => sender.postMessage(null);
  }

  window.uiBench = {
    clicked: () => click,
    first: (type, since) => lines.find((line) => line.type === type && line.at > since)?.at,
    last: (type) => lines.findLast((line) => line.type === type)?.at ?? 0,
    prepare,
    stream: () => begin(),
  };
}
