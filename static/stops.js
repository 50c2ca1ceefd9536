// One stop of the Tab key for all messages, at the newest; from there the arrows go to the others.

const STOP = '.act-more';

/** For the messages of a conversation. */
export function oneStop(thread) {
  const stops = () => [...thread.querySelectorAll(STOP)];
  const choose = (chosen) => stops().forEach((stop) => { stop.tabIndex = stop === chosen ? 0 : -1; });
  // Messages come and go: which one it is, is decided when it is gone to.
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Tab' && !thread.contains(document.activeElement)) choose(stops().at(-1));
  }, { capture: true });
  thread.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches(STOP)) return;
    event.preventDefault();
    const all = stops();
    const next = all[all.indexOf(event.target) + step];
    if (!next) return;
    choose(next);
    next.focus();
  });
}
