// What was written and is not yet on the server. It outlives the tab, and is sent with the same id until it is taken.
// Each message is kept by itself, so that several tabs do not write over each other's.

import { Keep } from './keep.js';

export class Outbox {
  #keep;
  #here = new Map();
  #last = 0;

  constructor(me) {
    this.#keep = new Keep(me, 'outbox');
    // What this browser cannot keep would go with the page.
    addEventListener('beforeunload', (event) => this.#here.size > 0 && event.preventDefault());
  }

  /** All of it, in the order it was written. */
  all() {
    return [...this.#keep.all(), ...this.#here.values()].sort((a, b) => a.order - b.order);
  }

  /** What was written in a conversation. */
  of(conversationId) {
    return this.all().filter((item) => item.conversation_id === conversationId);
  }

  find(clientId) {
    return this.#here.get(clientId) ?? this.#keep.get(clientId) ?? undefined;
  }

  /** Puts it behind everything else. */
  add(item) {
    this.#last = Math.max(Date.now(), this.#last + 1);
    this.#put({ ...item, order: this.#last });
  }

  /** The server will not take it, and why; it waits for the reader. */
  refuse(clientId, refused) {
    const item = this.find(clientId);
    if (item) this.#put({ ...item, refused });
  }

  /** Takes one out, if it is there. */
  take(clientId) {
    const item = this.find(clientId);
    if (item && !this.#here.delete(clientId)) this.#keep.set(clientId, null);
    return item;
  }

  #put(item) {
    if (this.#keep.set(item.client_id, item)) {
      this.#here.delete(item.client_id);
    } else {
      // What is still kept of it is not what it is now.
      this.#keep.set(item.client_id, null);
      this.#here.set(item.client_id, item);
    }
  }
}
