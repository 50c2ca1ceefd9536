// Where the reader writes: something new, an answer, or other words for what they wrote. Enter sends, a draft outlives a
// reload, and the others are told that somebody types.

import { quoteOf } from './quote.js';
import { showTarget, targetOf, targetOfPage, whenTakenOff } from './target.js';

const TYPING_EVERY = 3_000;

export class Compose {
  #form = document.getElementById('compose');
  #text = document.getElementById('text');
  #thread = document.getElementById('thread');
  #draft;
  #target = null;
  #told = 0;

  /**
   * `onSend(text, reply_to, quote)`; `onEdit(id, text)`, which gives whether it was done; `onTyping()` now and then while
   * the reader types.
   */
  constructor(me, conversationId, { onSend, onEdit, onTyping }) {
    Object.assign(this, { onSend, onEdit });
    this.#draft = `draft:${me}:${conversationId}`;
    this.#target = targetOfPage(this.#thread);
    this.#text.value ||= read(this.#draft);
    whenTakenOff(() => this.#off());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = this.#text.value.trim();
      if (text) this.#submit(text);
    });
    this.#text.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#target) this.#off();
      if (event.key === 'ArrowUp' && !this.#text.value) this.#editLast(event);
      const plain = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
      // On a phone Enter begins a line; its keyboard has no Shift+Enter.
      if (!plain || matchMedia('(pointer: coarse)').matches) return;
      event.preventDefault();
      this.#form.requestSubmit();
    });
    this.#text.addEventListener('input', () => {
      this.#set(this.#text.value);
      const now = Date.now();
      if (!this.#text.value || now - this.#told < TYPING_EVERY) return;
      this.#told = now;
      onTyping();
    });
    if (!matchMedia('(pointer: coarse)').matches) this.#text.focus({ preventScroll: true });
    this.#grow();
  }

  /** The field, for those who help to fill it. */
  get field() {
    return this.#text;
  }

  /** What comes next answers this message. */
  reply(message) {
    if (this.#target?.purpose === 'edit') this.#off();
    this.#aim(targetOf(message, 'reply'));
  }

  /** What comes next stands in place of what this message says. */
  edit(message) {
    this.#aim(targetOf(message, 'edit'));
    this.#text.value = this.#target.text;
    this.#grow();
  }

  /** There is nothing to write to any more. */
  close() {
    this.#form.hidden = true;
  }

  async #submit(text) {
    const target = this.#target;
    if (target?.purpose === 'edit') {
      // What was said stays in the field until it is done.
      if (text === target.text || (await this.onEdit(target.id, text))) this.#off();
      return;
    }
    this.#set('');
    this.#told = 0;
    this.#aim(null);
    this.onSend(text, target?.id, target && quoteOf(target));
  }

  #aim(target) {
    this.#target = target;
    showTarget(target);
    this.#text.focus();
  }

  // The draft that stood there before an edit comes back.
  #off() {
    if (this.#target?.purpose === 'edit') this.#text.value = read(this.#draft);
    this.#aim(null);
    this.#grow();
  }

  #editLast(event) {
    const last = [...this.#thread.querySelectorAll('.message.own[data-id]:not(.deleted, .pending, :has(.forwarded))')].at(-1);
    if (!last) return;
    event.preventDefault();
    this.edit(last);
  }

  #set(text) {
    if (this.#text.value !== text) this.#text.value = text;
    if (this.#target?.purpose !== 'edit') write(this.#draft, text);
    this.#grow();
  }

  // For browsers that cannot size a field by its content; a style set by a script is no inline style.
  #grow() {
    if (CSS.supports('field-sizing', 'content')) return;
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight + 3}px`;
  }
}

function read(key) {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function write(key, text) {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // Without storage there are no drafts.
  }
}
