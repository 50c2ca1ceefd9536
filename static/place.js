// Where the reader is in the conversation. Whatever comes, what they read stays where it is.

/** Pixels from the end within which a reader counts as being there. */
const NEAR_END = 24;
/** Pixels from the start within which they will soon want more. */
const NEAR_START = 240;
/** Milliseconds of rest after which the browser is told the place; it bears no more than some of that a second. */
const REST = 150;

export class Place {
  #scroller;
  #messages;
  #held = null;
  #height = 0;
  #timer = 0;

  /** `messages()`: the elements that hold the place, from the top. */
  constructor(scroller, messages) {
    this.#scroller = scroller;
    this.#messages = messages;
    scroller.addEventListener('scroll', () => this.#moved(), { passive: true });
    // The bar of an answer opens, the field grows, a keyboard comes up.
    new ResizeObserver(() => this.#settle()).observe(scroller);
  }

  /** At the newest message. The scroller is reversed: its end is 0. */
  get isAtEnd() {
    return Math.abs(this.#scroller.scrollTop) < NEAR_END;
  }

  /** At the oldest one. */
  get isAtStart() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return scrollHeight - clientHeight - Math.abs(scrollTop) < NEAR_START;
  }

  toEnd() {
    this.#scroller.scrollTop = 0;
  }

  /** Towards the end, as far as `element` stays in sight. */
  toEndBelow(element) {
    this.toEnd();
    const above = this.#top() - element.getBoundingClientRect().top;
    if (above > 0) this.#scroller.scrollTop -= above + NEAR_END;
  }

  /** The first message that is in sight. */
  first() {
    const top = this.#top();
    return this.#messages().find((element) => element.getBoundingClientRect().bottom > top);
  }

  /** Does something to the messages; what the reader sees stays where it is, unless they follow the end. */
  keep(change) {
    this.#hold();
    change();
    this.#settle();
  }

  /** Back to where the reader was on this page before they left it, or loaded it again; `false` when they were nowhere else. */
  restore() {
    const { seq, top } = history.state?.place ?? {};
    const held = seq && this.#messages().find((element) => element.dataset.seq === seq);
    if (!held) return false;
    this.#scroller.scrollTop += held.getBoundingClientRect().top - this.#top() - top;
    this.#hold();
    return true;
  }

  #top() {
    return this.#scroller.getBoundingClientRect().top;
  }

  // A scroller that has another height at the same time has not been moved by the reader.
  #moved() {
    if (this.#scroller.clientHeight === this.#height) this.#hold();
    else this.#settle();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#note(), REST);
  }

  #hold() {
    const element = this.isAtEnd ? null : this.first();
    this.#held = element ? { element, top: element.getBoundingClientRect().top } : null;
    this.#height = this.#scroller.clientHeight;
  }

  #settle() {
    if (this.#held?.element.isConnected) {
      const moved = this.#held.element.getBoundingClientRect().top - this.#held.top;
      if (moved) this.#scroller.scrollTop += moved;
    }
    this.#hold();
  }

  #note() {
    const seq = this.#held?.element.dataset.seq;
    const place = seq ? { seq, top: this.#held.top - this.#top() } : null;
    history.replaceState({ ...history.state, place }, '');
  }
}
