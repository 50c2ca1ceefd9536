// What this browser keeps for the reader, by their id: what they have begun to write, and what is not on the server yet.
// It outlives the tab, and goes when they log out.

const LEAVING = 'leaving';
const owned = (me) => `messenger:${me}:`;

/** What is kept by a reader, each under a name that begins with `kind`. */
export class Keep {
  #prefix;

  constructor(me, kind) {
    this.#prefix = `${owned(me)}${kind}:`;
  }

  /** What has that name, or `null`. */
  get(name) {
    try {
      return JSON.parse(localStorage.getItem(this.#prefix + name));
    } catch {
      return null;
    }
  }

  /** Keeps it; `null` keeps nothing. `false`: this browser keeps nothing at all, or has no room left. */
  set(name, value) {
    try {
      if (value === null) localStorage.removeItem(this.#prefix + name);
      else localStorage.setItem(this.#prefix + name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  /** All of it. */
  all() {
    try {
      const names = Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix));
      return names.map((key) => this.get(key.slice(this.#prefix.length))).filter((value) => value !== null);
    } catch {
      return [];
    }
  }
}

/** Forgets everything of a reader who logs out, once they are out: one that fails loses no words. */
export function forgetWhoLeaves(me) {
  try {
    const gone = sessionStorage.getItem(LEAVING);
    sessionStorage.removeItem(LEAVING);
    if (gone && !me && !location.pathname.startsWith('/api/')) forget(gone);
    document.addEventListener('submit', ({ target }) => {
      if (me && target.matches('[action="/api/v1/auth/logout"]')) sessionStorage.setItem(LEAVING, me);
    });
  } catch {
    // Where nothing is kept, nothing stays.
  }
}

function forget(me) {
  for (const key of Object.keys(localStorage)) if (key.startsWith(owned(me))) localStorage.removeItem(key);
}
