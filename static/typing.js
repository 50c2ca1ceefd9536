// Who types where. What was told fades by itself.

import { word } from './words.js';

const SHOWN = 5_000;

export class Typing {
  #people = new Map();

  /** `onChange(conversationId, text)`: who types there, in words. */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /** Somebody types. */
  start({ conversation_id: id, user_id: user, user_name: name }) {
    const there = this.#people.get(id) ?? new Map();
    clearTimeout(there.get(user)?.timer);
    there.set(user, { name, timer: setTimeout(() => this.stop(id, user), SHOWN) });
    this.#people.set(id, there);
    this.#tell(id);
  }

  /** They have stopped, or written. */
  stop(id, user) {
    const there = this.#people.get(id);
    const known = there?.get(user);
    if (!known) return;
    clearTimeout(known.timer);
    there.delete(user);
    this.#tell(id);
  }

  #tell(id) {
    const names = [...this.#people.get(id).values()].map((person) => person.name);
    const key = names.length > 1 ? 'typing_several' : 'typing';
    this.onChange(id, names.length > 0 ? word(key, { name: names.join(', ') }) : '');
  }
}
