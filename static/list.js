// The list of chats and groups: order, last messages, unread counts, what the reader has said of them, who types.

import { paint } from './text.js';
import { short } from './times.js';
import { word } from './words.js';

const list = document.getElementById('list');
const empty = document.getElementById('list-empty');
const mould = document.getElementById('row-template').content.firstElementChild;

/** Where the reader was in the list, from one page to the next. */
const PLACE = 'list';

const liveliness = (one) => one.last_message?.created_at ?? one.created_at;

/** The list stands where it stood on the page before; the open conversation is in sight. */
export function keepPlace() {
  try {
    list.scrollTop = Number(sessionStorage.getItem(PLACE));
    addEventListener('pagehide', () => sessionStorage.setItem(PLACE, list.scrollTop));
  } catch {
    // Where nothing is kept it begins at the top.
  }
  list.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
}

/** Shows all conversations: those that are pinned, then the liveliest first. */
export function showAll(conversations, me) {
  const rank = (one) => [one.settings?.pinned ? 1 : 0, liveliness(one)].join(' ');
  const sorted = [...conversations].sort((a, b) => (rank(a) < rank(b) ? 1 : -1));
  const rows = sorted.map((one) => fill(row(one.id) ?? mould.cloneNode(true), one, me));
  const focused = document.activeElement;
  list.replaceChildren(...rows);
  if (list.contains(focused)) focused.focus();
  empty.hidden = rows.length > 0;
}

/** Shows one of them as it is now; a new message takes it to the top, but for what is pinned there. */
export function showOne(conversation, me, toTop) {
  const known = row(conversation.id);
  if (!known) return;
  fill(known, conversation, me);
  if (!toTop) return;
  const first = conversation.settings?.pinned ? list.firstElementChild : list.querySelector('.row:has(.row-pinned[hidden])');
  if (!first || first === known) return;
  const focused = document.activeElement;
  first.before(known);
  if (known.contains(focused)) focused.focus();
}

/** Shows who types there, or the last message when nobody does. */
export function showTyping(conversation, text, me) {
  const known = row(conversation.id);
  if (!known) return;
  fill(known, conversation, me);
  if (!text) return;
  const last = known.querySelector('.row-last');
  last.classList.add('is-typing');
  last.querySelector('.row-sender bdi').textContent = '';
  last.querySelector('.row-text').textContent = text;
}

function row(id) {
  return list.querySelector(`[data-id="${CSS.escape(id)}"]`);
}

function fill(element, conversation, me) {
  const find = (selector) => element.querySelector(selector);
  const group = conversation.kind.endsWith('_group');
  const last = conversation.last_message;
  const unread = Math.max(0, conversation.last_seq - conversation.read_seq);
  element.dataset.id = conversation.id;
  element.dataset.kind = conversation.kind;
  find('a').href = `/${group ? 'group' : 'chat'}/${conversation.id}`;
  paint(find('.avatar'), conversation.peer?.id ?? conversation.id, conversation.title);
  find('.here').hidden = !conversation.presence?.online;
  find('.row-group').hidden = !group;
  find('.row-title bdi').textContent = conversation.title;
  find('.row-last').classList.remove('is-typing');
  find('.row-sender bdi').textContent = last ? sender(conversation, last, me) : '';
  find('.row-text').textContent = last ? preview(last) : '';
  find('.row-time').textContent = last ? short(new Date(last.created_at)) : '';
  find('.row-muted').hidden = !conversation.settings?.muted;
  find('.row-pinned').hidden = !conversation.settings?.pinned;
  find('.marked').hidden = unread > 0 || !conversation.settings?.marked_unread;
  find('.unread').hidden = unread === 0;
  find('.unread-count').textContent = unread;
  find('.mentions').hidden = !conversation.unread_mentions;
  find('.mentions-count').textContent = conversation.unread_mentions ?? 0;
  return element;
}

function sender(conversation, last, me) {
  if (last.sender_id === me) return word('you');
  return conversation.kind === 'group_chat' ? last.sender_name : '';
}

function preview(last) {
  return last.deleted ? word('deleted') : last.text.trim().replace(/\s+/g, ' ').slice(0, 120);
}
