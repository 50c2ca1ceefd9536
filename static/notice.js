// What is said beside the conversation: the state of the connection, a passing note, the count in the title.

import { word } from './words.js';

const SHOWN = 6_000;
/** A connection that is back so soon was not worth a word. */
const QUIET = 1_200;

let title = document.title;
const line = document.getElementById('connection');
const toasts = document.getElementById('toasts');
let lineTimer = 0;

/** `up`, `connecting` or `offline`. */
export function connection(state) {
  clearTimeout(lineTimer);
  document.body.dataset.connection = state;
  if (state === 'up') {
    line.hidden = true;
    delete document.body.dataset.apart;
    return;
  }
  const say = () => {
    // Who is here is not known now.
    document.body.dataset.apart = '';
    line.textContent = word(state === 'offline' || !navigator.onLine ? 'offline' : 'connecting');
    line.hidden = false;
  };
  if (line.hidden) lineTimer = setTimeout(say, QUIET);
  else say();
}

/** A note that passes; a new one of the same `kind` takes the place of the old one. */
export function toast(text, kind) {
  for (const old of toasts.children) if (old.dataset.kind === kind) old.remove();
  const note = document.createElement('p');
  note.className = 'toast';
  note.dataset.kind = kind;
  note.textContent = text;
  toasts.append(note);
  setTimeout(() => note.remove(), SHOWN);
}

/** How many messages wait, before the page's title; those `elsewhere` also at the way back to the list, on a phone. */
export function badge(unread, elsewhere) {
  document.title = unread > 0 ? `(${unread}) ${title}` : title;
  for (const count of document.querySelectorAll('.back-count')) {
    count.hidden = elsewhere === 0;
    count.textContent = elsewhere;
  }
}

/** The page is about something that is called like this now. */
export function retitle(name) {
  title = `${name} · ${title.split(' · ').at(-1)}`;
}
