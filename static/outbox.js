// What was written and is not yet on the server. It outlives a reload, and is sent with the same id until it is taken.

export class Outbox {
  #key;
  #items = [];

  constructor(me) {
    this.#key = `outbox:${me}`;
    try {
      this.#items = JSON.parse(sessionStorage.getItem(this.#key)) ?? [];
    } catch {
      this.#items = [];
    }
  }

  /** All of it, in the order it was written. */
  all() {
    return [...this.#items];
  }

  /** What was written in a conversation. */
  of(conversationId) {
    return this.#items.filter((item) => item.conversation_id === conversationId);
  }

  find(clientId) {
    return this.#items.find((item) => item.client_id === clientId);
  }

  add(item) {
    this.#items.push(item);
    this.#keep();
  }

  /** Takes one out, if it is there. */
  take(clientId) {
    const item = this.find(clientId);
    this.#items = this.#items.filter((other) => other !== item);
    if (item) this.#keep();
    return item;
  }

  #keep() {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.#items));
    } catch {
      // A browser that keeps nothing still sends what is here.
    }
  }
}
