// Whom one can call: a list that opens at an `@` in the field, for the arrows, Enter, Tab, Escape and the mouse.

/** More would hide the conversation. */
const SHOWN = 6;

export class Callable {
  #field;
  #list = document.getElementById('callable');
  #people;
  #chosen = 0;

  /** `people()`: the members, each with a name. */
  constructor(field, people) {
    this.#field = field;
    this.#people = people;
    field.setAttribute('aria-controls', this.#list.id);
    field.setAttribute('aria-autocomplete', 'list');
    field.addEventListener('input', () => this.#look());
    field.addEventListener('click', () => this.#look());
    field.addEventListener('blur', () => this.#close());
    // Before the field's own keys.
    field.addEventListener('keydown', (event) => this.#pressed(event), { capture: true });
    // Before the field loses the focus.
    this.#list.addEventListener('pointerdown', (event) => {
      const option = event.target.closest('[role="option"]');
      event.preventDefault();
      if (option) this.#take(option);
    });
  }

  #look() {
    const begun = this.#begun();
    const found = begun === null ? [] : this.#matching(begun.toLowerCase());
    if (found.length === 0) {
      this.#close();
      return;
    }
    this.#list.replaceChildren(...found.map(option));
    this.#list.hidden = false;
    this.#choose(0);
  }

  // What stands between an `@` that begins a word and the caret. Names have spaces, so it may be two words.
  #begun() {
    if (this.#field.selectionStart !== this.#field.selectionEnd) return null;
    const before = this.#field.value.slice(0, this.#field.selectionStart);
    return /(?<![\p{L}\p{N}])@([^@\n]{0,50})$/u.exec(before)?.[1] ?? null;
  }

  #matching(begun) {
    const all = this.#list.dataset.all;
    const everybody = all ? [{ name: 'all', hint: all }] : [];
    const starts = (name) => name.startsWith(begun) || name.split(/\s+/u).some((part) => part.startsWith(begun));
    const people = [...this.#people()].sort((one, other) => one.name.localeCompare(other.name));
    return [...people, ...everybody].filter(({ name }) => starts(name.toLowerCase())).slice(0, SHOWN);
  }

  #choose(index) {
    const options = [...this.#list.children];
    this.#chosen = (index + options.length) % options.length;
    options.forEach((one, at) => {
      one.id = `callable-${at}`;
      one.ariaSelected = String(at === this.#chosen);
    });
    this.#field.setAttribute('aria-activedescendant', `callable-${this.#chosen}`);
    options[this.#chosen].scrollIntoView({ block: 'nearest' });
  }

  #pressed(event) {
    if (this.#list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#choose(this.#chosen + step);
    else if (event.key === 'Enter' || event.key === 'Tab') this.#take(this.#list.children[this.#chosen]);
    else if (event.key === 'Escape') this.#close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #take(option) {
    const end = this.#field.selectionStart;
    const start = end - this.#begun().length;
    this.#field.setRangeText(`${option.dataset.name} `, start, end, 'end');
    this.#field.dispatchEvent(new Event('input', { bubbles: true }));
    this.#close();
  }

  #close() {
    this.#list.hidden = true;
    this.#field.removeAttribute('aria-activedescendant');
  }
}

function option({ name, hint }) {
  const item = document.createElement('li');
  const shown = document.createElement('bdi');
  item.role = 'option';
  item.dataset.name = name;
  shown.textContent = name;
  item.append(shown);
  if (hint) {
    const more = document.createElement('span');
    more.className = 'hint';
    more.textContent = hint;
    item.append(' ', more);
  }
  return item;
}
