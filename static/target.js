// What is being answered or changed: said above the field, until it is done or taken off.

import { word } from './words.js';

const bar = document.getElementById('target');
const label = document.getElementById('target-label');
const text = document.getElementById('target-text');

/** Of a message on the screen. */
export function targetOf(message, purpose) {
  return {
    purpose,
    isOwn: message.classList.contains('own'),
    id: message.dataset.id,
    seq: message.dataset.seq,
    senderId: message.dataset.sender,
    sender: message.querySelector('.sender').textContent,
    text: message.querySelector('.text').textContent,
  };
}

/** What the page came with, for a reader who followed a link. */
export function targetOfPage(thread) {
  const message = bar.dataset.id && thread.querySelector(`[data-id="${CSS.escape(bar.dataset.id)}"]`);
  return message ? targetOf(message, bar.dataset.purpose) : null;
}

/** Says what it is, or nothing. */
export function showTarget(target) {
  bar.hidden = !target;
  if (!target) return;
  document.getElementById('target-about').href = `#m${target.seq}`;
  const answered = target.isOwn ? word('replying_self') : word('replying', { name: target.sender });
  label.textContent = target.purpose === 'edit' ? word('editing') : answered;
  text.textContent = target.text;
}

/** `onOff()`: the reader takes it off. */
export function whenTakenOff(onOff) {
  document.getElementById('target-off').addEventListener('click', (event) => {
    event.preventDefault();
    onOff();
  });
}
