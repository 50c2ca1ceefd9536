// What a message answers, above its text.

import { hue } from './text.js';
import { word } from './words.js';

const mould = document.getElementById('message-template')?.content.querySelector('.quote');

/** Shows in `element` what `message` answers. */
export function showQuote(element, message) {
  let shown = element.querySelector('.quote');
  if (!message.quote || message.deleted) {
    shown?.remove();
    return;
  }
  if (!shown) {
    shown = mould.cloneNode(true);
    element.querySelector('.text').before(shown);
  }
  const { seq, sender_id: sender, sender_name: name } = message.quote;
  shown.dataset.quoted = seq;
  shown.href = `?around=${seq}&from=${message.seq ?? seq}#m${seq}`;
  shown.firstElementChild.className = `ink-${hue(sender)}`;
  shown.querySelector('bdi').textContent = name;
  say(shown, message.quote);
}

/** What was answered says something else now, or nothing any more. */
export function requote(thread, message) {
  for (const shown of thread.querySelectorAll(`.quote[data-quoted="${message.seq}"]`)) say(shown, message);
}

/** A message as another one quotes it: what `server/src/store/messages.rs` would send. */
export function quoteOf({ seq, senderId, sender, text }) {
  return { seq, sender_id: senderId, sender_name: sender, text: [...text].slice(0, 200).join('') };
}

function say(shown, { text, deleted }) {
  const said = deleted ? word('deleted') : [...text].slice(0, 200).join('');
  const place = shown.querySelector('.quote-text');
  if (place.textContent !== said) place.textContent = said;
}
