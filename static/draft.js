// What the reader has begun in a conversation: new words, perhaps an answer, and on top of them other words for what they
// wrote before. It outlives the tab.

import { Keep } from './keep.js';

export class Draft {
  #keep;
  #id;
  #is;
  #kept;

  constructor(me, conversationId) {
    this.#keep = new Keep(me, 'draft');
    this.#id = conversationId;
    this.#kept = this.#stored();
    this.#is = { text: '', reply: null, edit: null, ...this.#keep.get(conversationId) };
  }

  /** What it answers or changes (target.js), or `null`. */
  get target() {
    return this.#is.edit?.target ?? this.#is.reply;
  }

  /** What stands in the field. */
  get text() {
    return this.#is.edit?.text ?? this.#is.text;
  }

  set text(text) {
    if (this.#is.edit) this.#is.edit.text = text;
    else this.#is.text = text;
    this.#put();
  }

  /** What comes next answers it; a change that was begun is given up. */
  reply(target) {
    this.#is = { ...this.#is, reply: target, edit: null };
    this.#put();
  }

  /** Its words are changed; what was begun before waits. */
  edit(target) {
    this.#is.edit = { target, text: target.text };
    this.#put();
  }

  /** The change, or else the answer, is given up; what was begun before it is there again. */
  off() {
    if (this.#is.edit) this.#is.edit = null;
    else this.#is.reply = null;
    this.#put();
  }

  /** It is written. What another tab keeps of this conversation stays. */
  done() {
    this.#is = { text: '', reply: null, edit: null };
    if (this.#stored() === this.#kept) this.#put();
  }

  #stored() {
    return JSON.stringify(this.#keep.get(this.#id));
  }

  #put() {
    const { text, reply, edit } = this.#is;
    this.#keep.set(this.#id, text || reply || edit ? this.#is : null);
    this.#kept = this.#stored();
  }
}
