/* global window, document, performance */

/** Runs in the page before its own scripts: hears the engine's journal as it reaches the page, and clicks. */
export function instrument() {
  const lines = [];
  let click = 0;
  window.Worker = class extends window.Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        const type = data?.event?.journal?.type;
        if (type) lines.push({ type, at: performance.now() });
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
  window.uiBench = {
    clicked: () => click,
    first: (type, since) => lines.find((line) => line.type === type && line.at > since)?.at,
    last: (type) => lines.findLast((line) => line.type === type)?.at ?? 0,
  };
}
