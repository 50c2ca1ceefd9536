// The line above the first message that the reader has not seen. The server draws it where they left off; it is drawn anew
// when something comes while nobody looks.

import { word } from './words.js';

const ID = 'new-mark';

/** Nobody looks at the page. */
export const isAway = () => document.hidden || !document.hasFocus();

/** The line, if there is one. */
export const newMark = () => document.getElementById(ID);

/** Draws it above `message`, and nowhere else. */
export function markNew(message) {
  unmarkNew();
  const mark = document.createElement('li');
  const text = document.createElement('span');
  mark.id = ID;
  mark.className = ID;
  text.textContent = word('new_messages');
  mark.append(text);
  message.before(mark);
}

export function unmarkNew() {
  newMark()?.remove();
}
