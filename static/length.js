// How long a message may be, said when it comes near. The server counts characters, a browser's `maxlength` something
// else, and it would cut what is pasted without a word.

import { word } from './words.js';

/** protocol/src/limits.rs */
const LONGEST = 4_000;
const SAID_FROM = 3_800;

const said = document.getElementById('length');
const number = new Intl.NumberFormat(document.documentElement.lang);

/** Says how much of `text` fits; gives whether all of it does. */
export function measure(text) {
  // No text has more characters than units, and counting those is slow in a long one.
  const length = text.length < SAID_FROM ? 0 : [...text.trim()].length;
  const fits = length <= LONGEST;
  said.hidden = length < SAID_FROM;
  said.classList.toggle('over', !fits);
  said.textContent = word(fits ? 'length_left' : 'length_over', { n: number.format(Math.abs(LONGEST - length)) });
  return fits;
}
