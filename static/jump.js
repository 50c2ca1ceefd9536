// From an answer to what it answers, and back; by loading the page around it when it is not here.

import { focusOn } from './bubble.js';
import { clearBack, offerBack } from './floats.js';

/** So long a message stands out that the reader was taken to. */
const SHOWN = 2_000;

/** Follows the links to messages inside `section`. */
export function followJumps(section, thread) {
  section.addEventListener('click', (event) => {
    const link = event.target.closest('.quote, .back-to, .target-about');
    const place = link && /#m(\d+)$/.exec(link.href)?.[1];
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const found = thread.querySelector(`[data-seq="${place}"]`);
    if (!found) return;
    event.preventDefault();
    const from = link.closest('.message')?.dataset.seq;
    show(found);
    if (from) offerBack(from);
    else clearBack();
  });
}

function show(message) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  message.scrollIntoView({ block: 'center', behavior: calm ? 'instant' : 'smooth' });
  focusOn(message);
  message.classList.add('found');
  setTimeout(() => message.classList.remove('found'), SHOWN);
}
