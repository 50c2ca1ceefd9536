// Where the reader is in the conversation. Whatever comes, what they read stays where it is.

/** Pixels from the end within which a reader counts as being there. */
const NEAR = 120;

export class Place {
  #scroller;
  #messages;

  /** `messages()`: the elements that hold the place, from the top. */
  constructor(scroller, messages) {
    this.#scroller = scroller;
    this.#messages = messages;
  }

  /** At the newest message. The scroller is reversed: its end is 0. */
  get isAtEnd() {
    return Math.abs(this.#scroller.scrollTop) < NEAR;
  }

  /** At the oldest one. */
  get isAtStart() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return scrollHeight - clientHeight - Math.abs(scrollTop) < NEAR * 2;
  }

  toEnd() {
    this.#scroller.scrollTop = 0;
  }

  /** The first message that is in sight. */
  first() {
    const top = this.#scroller.getBoundingClientRect().top;
    return this.#messages().find((element) => element.getBoundingClientRect().bottom > top);
  }

  /** Does something to the messages; what the reader sees stays where it is, unless they follow the end. */
  keep(change) {
    const held = this.isAtEnd ? null : this.first();
    const before = held?.getBoundingClientRect().top;
    change();
    if (!held?.isConnected) return;
    const moved = held.getBoundingClientRect().top - before;
    if (moved) this.#scroller.scrollTop += moved;
  }
}
