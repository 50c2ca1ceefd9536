// Points in time, in the reader's language and zone. The server can only guess the zone, so times are written anew here.

import { word } from './words.js';

// British dates: the day before the month, as the server writes them.
const language = document.documentElement.lang === 'en' ? 'en-GB' : document.documentElement.lang;
const format = (options) => new Intl.DateTimeFormat(language, options);
const CLOCK = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DATE = format({ day: 'numeric', month: 'long' });
const DATE_YEAR = format({ day: 'numeric', month: 'long', year: 'numeric' });
const SHORT = format({ day: '2-digit', month: '2-digit', year: '2-digit' });
const FULL = format({ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export const clock = (at) => CLOCK.format(at);
export const full = (at) => FULL.format(at);
export const sameDay = (a, b) => a.toDateString() === b.toDateString();

/** `Today`, `Yesterday` or the date. */
export function day(at) {
  const now = new Date();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (sameDay(at, now)) return word('today');
  if (sameDay(at, yesterday)) return word('yesterday');
  return (at.getFullYear() === now.getFullYear() ? DATE : DATE_YEAR).format(at);
}

/** The clock today, else the date: for lists. */
export function short(at) {
  return sameDay(at, new Date()) ? clock(at) : SHORT.format(at);
}

/** Writes the times below `root` as this reader tells them. */
export function localise(root) {
  for (const time of root.querySelectorAll('time[datetime]')) {
    const at = new Date(time.dateTime);
    if ('clock' in time.dataset) [time.textContent, time.title] = [clock(at), full(at)];
    else if ('day' in time.dataset) time.textContent = day(at);
    else if ('short' in time.dataset) time.textContent = short(at);
    else if ('full' in time.dataset) time.textContent = full(at);
  }
}
