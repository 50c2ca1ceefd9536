//! Addresses of the web, as they stand in what people write.

/// The addresses in a text, in order, each once.
pub fn links(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let starts = text.match_indices("http").map(|(at, _)| at);
    for address in starts.filter_map(|at| address(&text[at..]).filter(|_| begins_word(text, at))) {
        if !found.iter().any(|known| known == address) {
            found.push(address.to_owned());
        }
    }
    found
}

/// The address at the start of a text: what ends a sentence does not belong to it, nor a bracket that it does not open.
pub(super) fn address(text: &str) -> Option<&str> {
    let head = ["https://", "http://"].into_iter().find(|head| text.starts_with(head))?;
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`')).unwrap_or(text.len());
    let mut address = &text[..end];
    while let Some(last) = address.chars().next_back() {
        let opened = address.matches('(').count() >= address.matches(')').count();
        if !(matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_') || (last == ')' && !opened))
        {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    // A bracket that closes what stands before the address ends it.
    let unopened = address.char_indices().scan(0_i32, |depth, (at, c)| {
        *depth += i32::from(c == '(') - i32::from(c == ')');
        Some((*depth < 0).then_some(at))
    });
    let cut = unopened.flatten().next().unwrap_or(address.len());
    (cut > head.len()).then(|| &address[..cut])
}

/// A word may begin here.
pub(super) fn begins_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_once_and_in_order() {
        let text = "https://b.example, http://a.example/x. [x](https://b.example) xhttp://no https://";
        assert_eq!(links(text), ["https://b.example", "http://a.example/x"]);
    }
}
