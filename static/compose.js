// Where the reader writes: something new, an answer, or other words for what they wrote. Enter sends, a draft outlives the
// tab, and the others are told that somebody types.

import { Draft } from './draft.js';
import { measure } from './length.js';
import { quoteOf } from './quote.js';
import { showTarget, targetOf, targetOfPage, whenTakenOff } from './target.js';

const TYPING_EVERY = 3_000;

export class Compose {
  #form = document.getElementById('compose');
  #text = document.getElementById('text');
  #send = this.#form.querySelector('.send');
  #thread = document.getElementById('thread');
  #draft;
  #told = 0;

  /**
   * `onSend(text, reply_to, quote)`; `onEdit(id, text)`, which gives whether it was done; `onTyping()` now and then while
   * the reader types.
   */
  constructor(me, conversationId, { onSend, onEdit, onTyping }) {
    Object.assign(this, { onSend, onEdit });
    this.#draft = new Draft(me, conversationId);
    // An empty one is not sent, and nothing is cut off.
    this.#text.required = false;
    this.#text.removeAttribute('maxlength');
    const asked = targetOfPage(this.#thread);
    const begun = this.#draft.target;
    if (asked && (asked.id !== begun?.id || asked.purpose !== begun.purpose)) this.#draft[asked.purpose](asked);
    // What was typed before this script came goes behind what was begun.
    if (!asked && this.#text.value) this.#draft.text += this.#text.value;
    this.#show();
    whenTakenOff(() => this.#off());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit(this.#text.value.trim());
    });
    this.#text.addEventListener('keydown', (event) => this.#pressed(event));
    this.#text.addEventListener('input', () => {
      this.#draft.text = this.#text.value;
      this.#fit();
      const now = Date.now();
      if (!this.#text.value || now - this.#told < TYPING_EVERY) return;
      this.#told = now;
      onTyping();
    });
    const isIdle = document.activeElement === document.body;
    if (isIdle && !matchMedia('(pointer: coarse)').matches) this.#focus();
  }

  /** The field, for those who help to fill it. */
  get field() {
    return this.#text;
  }

  /** What comes next answers this message. */
  reply(message) {
    this.#draft.reply(targetOf(message, 'reply'));
    this.#show();
    this.#focus();
  }

  /** What comes next stands in place of what this message says. */
  edit(message) {
    this.#draft.edit(targetOf(message, 'edit'));
    this.#show();
    this.#focus();
  }

  /** A message has changed: nobody answers or changes one that is gone. */
  changed({ id, deleted }) {
    if (!deleted || this.#draft.target?.id !== id) return;
    this.#draft.off();
    this.#show();
  }

  /** There is nothing to write to any more; what was begun can still be copied. */
  close() {
    this.#form.hidden = !this.#text.value;
    this.#text.readOnly = true;
    this.#send.hidden = true;
  }

  #pressed(event) {
    if (event.key === 'Escape' && this.#draft.target) this.#off();
    if (event.key === 'ArrowUp' && !this.#text.value) this.#editLast(event);
    const plain = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
    // On a phone Enter begins a line; its keyboard has no Shift+Enter.
    if (!plain || matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  async #submit(text) {
    if (!text || this.#text.readOnly || !measure(text)) return;
    const { target } = this.#draft;
    if (target?.purpose === 'edit') {
      // What was said stays in the field until it is done.
      const isDone = text === target.text || (await this.#change(target.id, text));
      if (!isDone || this.#draft.target !== target) return;
      this.#draft.off();
      this.#show();
      return;
    }
    this.#draft.done();
    this.#told = 0;
    this.#show();
    this.#focus();
    this.onSend(text, target?.id, target && quoteOf(target));
  }

  async #change(id, text) {
    this.#text.readOnly = true;
    this.#form.ariaBusy = 'true';
    const isDone = await this.onEdit(id, text);
    this.#text.readOnly = false;
    this.#form.ariaBusy = 'false';
    return isDone;
  }

  #off() {
    this.#draft.off();
    this.#show();
    this.#focus();
  }

  #focus() {
    this.#text.focus({ preventScroll: true });
  }

  #editLast(event) {
    const last = [...this.#thread.querySelectorAll('.message.own[data-id]:not(.deleted, .pending, :has(.forwarded))')].at(-1);
    if (!last) return;
    event.preventDefault();
    this.edit(last);
  }

  #show() {
    showTarget(this.#draft.target);
    if (this.#text.value !== this.#draft.text) this.#text.value = this.#draft.text;
    this.#fit();
  }

  // For browsers that cannot size a field by its content; a style set by a script is no inline style.
  #fit() {
    this.#send.disabled = !measure(this.#text.value);
    if (CSS.supports('field-sizing', 'content')) return;
    this.#text.style.height = 'auto';
    this.#text.style.height = `${this.#text.scrollHeight + 3}px`;
  }
}
