// What can be done with a message: the menu behind its dots, the answer beside them, the signs below the text.

import * as deeds from './deeds.js';
import { toast } from './notice.js';

/** A message can be edited for two days (protocol/src/limits.rs). */
const EDIT_WITHIN = 48 * 3_600_000;

export class Menu {
  #element = document.createElement('div');
  #section;
  #message = null;

  /** `compose` is there for those who may write: `reply(message)` and `edit(message)` begin it. */
  constructor(section, compose) {
    this.#section = section;
    this.compose = compose;
    Object.assign(this.#element, { id: 'actions', className: 'menu', popover: 'auto' });
    this.#element.append(document.getElementById('actions-template').content.cloneNode(true));
    section.append(this.#element);
    section.addEventListener('click', (event) => this.#clicked(event));
    section.addEventListener('submit', (event) => this.#submitted(event));
    this.#element.addEventListener('keydown', (event) => this.#moved(event));
  }

  #clicked(event) {
    const link = event.target.closest('.act-more, .act-reply, .act[data-act]');
    if (!link || event.ctrlKey || event.metaKey || !this.#element.showPopover) return;
    const message = this.#of(link);
    event.preventDefault();
    if (link.matches('.act-more')) {
      this.#open(message, link);
      return;
    }
    this.#close();
    if (link.dataset.act === 'edit') this.compose?.edit(message);
    else this.compose?.reply(message);
  }

  async #submitted(event) {
    const form = event.target.closest('.reactions, .signs, .act-delete form');
    if (!form) return;
    event.preventDefault();
    const id = this.#of(form).dataset.id;
    this.#close();
    try {
      if (event.submitter?.name === 'emoji') await deeds.react(id, event.submitter.value);
      else await deeds.remove(id);
    } catch (error) {
      toast(deeds.refusal(error), 'deed');
    }
  }

  #of(part) {
    return part.closest('.message') ?? this.#message;
  }

  #open(message, link) {
    this.#message = message;
    const own = message.classList.contains('own');
    const isFresh = Date.now() - new Date(message.querySelector('time').dateTime).getTime() < EDIT_WITHIN;
    const show = (selector, can) => { this.#element.querySelector(selector).hidden = !can; };
    show('[data-act="reply"]', this.compose);
    // What was forwarded is not for its sender to change.
    const isTheirs = own && !message.querySelector('.forwarded');
    show('[data-act="edit"]', this.compose && isTheirs && isFresh);
    show('.act-delete', own || 'moderates' in this.#section.dataset);
    this.#element.querySelector('.act-delete').open = false;
    const mine = new Set([...message.querySelectorAll('.reaction[aria-pressed="true"]')].map((one) => one.value));
    for (const sign of this.#element.querySelectorAll('.sign')) sign.ariaPressed = String(mine.has(sign.value));
    this.#element.showPopover();
    this.#settle(link.getBoundingClientRect());
    this.#choices()[0].focus({ preventScroll: true });
  }

  #close() {
    if (this.#element.matches(':popover-open')) this.#element.hidePopover();
  }

  // Beside its dots, and on the screen; on a phone the style sheet puts it at the bottom.
  #settle(dots) {
    const { offsetWidth: width, offsetHeight: height } = this.#element;
    const left = Math.min(Math.max(8, dots.left - width / 2), innerWidth - width - 8);
    // Room for the question that may follow.
    const fits = dots.bottom + height + 120 < innerHeight;
    this.#element.style.left = `${left}px`;
    this.#element.style.top = fits ? `${dots.bottom + 4}px` : 'auto';
    this.#element.style.bottom = fits ? 'auto' : `${Math.max(8, innerHeight - dots.top + 4)}px`;
  }

  #choices() {
    return [...this.#element.querySelectorAll('button, a, summary')].filter((one) => one.checkVisibility());
  }

  #moved(event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const choices = this.#choices();
    const next = choices.indexOf(document.activeElement) + step;
    choices.at(next % choices.length).focus();
  }
}
