// The words of the page, in its language: the server sends them along (templates/words.toml, [live]).

const words = JSON.parse(document.body.dataset.words ?? '{}');
const language = document.documentElement.lang;
const counting = new Intl.PluralRules(language);
const FORMS = { en: ['one', 'other'], ru: ['one', 'few', 'many'] };

/** A word with its `{name}`s filled in; a counted one in the form that goes with `values.n`. */
export function word(key, values = {}) {
  const found = words[key] ?? key;
  const text = Array.isArray(found) ? found[form(values.n, found.length)] : found;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

function form(n, forms) {
  const index = FORMS[language].indexOf(counting.select(n));
  return index < 0 ? forms - 1 : index;
}
