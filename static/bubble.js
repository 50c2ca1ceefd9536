// One message on the screen, made from the mould that the server sends along.

import { callsIn } from './mentions.js';
import { showQuote } from './quote.js';
import { showReactions } from './reactions.js';
import { hue, show } from './text.js';
import { clock, day, full, sameDay } from './times.js';
import { word } from './words.js';

const mould = document.getElementById('message-template')?.content.querySelector('.message');
const me = document.body.dataset.userId;

/** The element of a message; `named` says who wrote it. */
export function bubble(message, named) {
  const element = mould.cloneNode(true);
  const own = message.sender_id === me;
  element.classList.toggle('own', own);
  if (!own) element.querySelector('.tick').remove();
  const sender = element.querySelector('.sender');
  // Whoever listens is always told.
  sender.className = `sender ink-${hue(message.sender_id)}${named && !own ? '' : ' unseen'}`;
  sender.firstElementChild.textContent = own ? word('you') : message.sender_name;
  element.dataset.sender = message.sender_id;
  fill(element, message);
  return element;
}

/** Shows a message in its element as it is now. */
export function fill(element, message) {
  const at = new Date(message.created_at);
  const time = element.querySelector('time');
  Object.assign(time, { dateTime: message.created_at, textContent: clock(at), title: full(at) });
  time.dataset.clock = '';
  if (message.seq) {
    element.id = `m${message.seq}`;
    element.dataset.seq = message.seq;
    element.dataset.id = message.id;
    element.dataset.version = message.version;
  }
  if (message.client_id) element.dataset.clientId = message.client_id;
  element.classList.toggle('deleted', Boolean(message.deleted));
  element.querySelector('.edited').hidden = !message.edited_at;
  const text = element.querySelector('.text');
  if (message.deleted) text.textContent = word('deleted');
  else show(text, message.text, callsIn(message, me));
  showForwarded(element, message);
  showQuote(element, message);
  showReactions(element, message);
  showActs(element, message);
}

// Whose words it bears; it is known from the beginning, and gone with the text.
function showForwarded(element, { forwarded, deleted }) {
  const shown = element.querySelector('.forwarded');
  if (!shown) return;
  if (!forwarded || deleted) {
    shown.remove();
    return;
  }
  shown.querySelector('b').className = `ink-${hue(forwarded.user_id)}`;
  shown.querySelector('bdi').textContent = forwarded.name;
}

// What can be done with it, once the server has it and as long as it is there.
function showActs(element, { seq, deleted }) {
  const acts = element.querySelector('.acts');
  if (deleted) {
    const hadFocus = acts?.contains(document.activeElement);
    acts?.remove();
    element.querySelector('.actions')?.remove();
    // Whoever deletes by keyboard stays where they are.
    if (hadFocus) focusOn(element);
  }
  if (!acts || deleted) return;
  const [reply, more] = [acts.querySelector('.act-reply'), acts.querySelector('.act-more')];
  if (reply) reply.href = `?around=${seq}&reply=${seq}#compose`;
  if (more) more.href = `?around=${seq}&act=${seq}#m${seq}`;
}

/** Takes somebody who uses the keyboard to a message. */
export function focusOn(message) {
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
}

/** Shows how far an own message has come: `pending`, `failed`, `sent`, `read` or `all`. */
export function tick(element, state) {
  const mark = element.querySelector('.tick');
  if (!mark || mark.dataset.tick === state) return;
  mark.dataset.tick = state;
  mark.title = word(`tick_${state}`);
  mark.ariaLabel = mark.title;
}

/** Puts the days between the messages of `thread` as this reader's calendar has them. */
export function separateDays(thread) {
  for (const old of thread.querySelectorAll('.day')) old.remove();
  let last = null;
  for (const message of thread.querySelectorAll('.message')) {
    const at = new Date(message.querySelector('time').dateTime);
    if (last === null || !sameDay(last, at)) beforeMark(message).before(dayOf(at));
    last = at;
  }
}

/** Puts a day above `message` when its predecessor is of another. */
export function separateDay(message, previous) {
  const at = new Date(message.querySelector('time').dateTime);
  if (previous && sameDay(new Date(previous.querySelector('time').dateTime), at)) return;
  beforeMark(message).before(dayOf(at));
}

function beforeMark(message) {
  const before = message.previousElementSibling;
  return before?.classList.contains('new-mark') ? before : message;
}

function dayOf(at) {
  const item = document.createElement('li');
  const time = document.createElement('time');
  item.className = 'day';
  time.dateTime = at.toISOString();
  time.dataset.day = '';
  time.textContent = day(at);
  item.append(time);
  return item;
}
