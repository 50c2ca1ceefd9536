// Where the reader writes: Enter sends, a draft outlives a reload, and the others are told that somebody types.

const TYPING_EVERY = 3_000;

export class Compose {
  #form = document.getElementById('compose');
  #text = document.getElementById('text');
  #draft;
  #told = 0;

  /** `onSend(text)`, and `onTyping()` now and then while the reader types. */
  constructor(me, conversationId, onSend, onTyping) {
    this.#draft = `draft:${me}:${conversationId}`;
    this.#text.value ||= read(this.#draft);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = this.#text.value.trim();
      if (!text) return;
      this.#set('');
      this.#told = 0;
      onSend(text);
      this.#text.focus();
    });
    this.#text.addEventListener('keydown', (event) => {
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

  /** There is nothing to write to any more. */
  close() {
    this.#form.hidden = true;
  }

  #set(text) {
    if (this.#text.value !== text) this.#text.value = text;
    write(this.#draft, text);
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
