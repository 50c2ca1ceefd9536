// What floats above the end of a conversation: how much is new below, and the way back after a jump.

import { word } from './words.js';

const floats = document.getElementById('floats');
let below = null;
let count = 0;

/** One more message that the reader does not see; `onClick` takes them there. */
export function addBelow(onClick) {
  count += 1;
  if (!below) {
    below = document.createElement('button');
    below.type = 'button';
    below.className = 'second new-below';
    below.addEventListener('click', onClick);
    floats.append(below);
  }
  below.textContent = `↓ ${word('new_below', { n: count })}`;
}

/** They have seen them. */
export function clearBelow() {
  below?.remove();
  below = null;
  count = 0;
}

/** The way back to the message with that place, until it is taken. */
export function offerBack(seq) {
  clearBack();
  const back = document.createElement('a');
  back.id = 'back-to';
  back.className = 'back-to';
  back.href = `?around=${seq}#m${seq}`;
  back.textContent = `↩ ${word('back_to')}`;
  floats.prepend(back);
}

export function clearBack() {
  document.getElementById('back-to')?.remove();
}
