//! The little Markdown that people write in messages: `**bold**`, `*italic*`, `` `code` ``, blocks of code, `[links](…)`,
//! addresses, lines that quote. Everything else stays as it was written. A link always shows where it leads.

use std::ops::Range;

use super::address::{address, begins_word};

/// How a part of a text is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each holds or not, in any combination")]
pub struct Marks {
    /// Said with weight.
    pub bold: bool,
    /// Said with stress.
    pub italic: bool,
    /// Code.
    pub code: bool,
    /// An address.
    pub link: bool,
    /// Somebody is called by name.
    pub mention: bool,
}

/// What a block of lines is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Block {
    /// The author's words.
    #[default]
    Plain,
    /// Somebody else's.
    Quote,
    /// Code, line by line as it is.
    Code,
}

/// Lines of one kind, as they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// What they are.
    pub block: Block,
    /// What they say, without what marked it.
    pub text: String,
    /// The parts that are meant in some way, in order.
    pub marks: Vec<(Range<usize>, Marks)>,
}

/// A text as it is to be shown. `mentions` are parts of it, in bytes.
pub fn rich(text: &str, mentions: &[Range<usize>]) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut fenced = false;
    let mut start = 0;
    for line in text.split('\n') {
        let at = start;
        start += line.len() + 1;
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        let quoted = line.strip_prefix("> ").or_else(|| line.strip_prefix('>')).filter(|_| !fenced);
        let block = match quoted {
            Some(_) => Block::Quote,
            None if fenced => Block::Code,
            None => Block::Plain,
        };
        if passages.last().is_none_or(|last| last.block != block) {
            passages.push(Passage { block, ..Passage::default() });
        } else if let Some(last) = passages.last_mut() {
            last.text.push('\n');
        }
        let Some(passage) = passages.last_mut() else { continue };
        let shown = quoted.unwrap_or(line);
        let mut writer = Writer { passage, mentions, at: at + line.len() - shown.len() };
        if block == Block::Code {
            writer.write(shown, Marks { code: true, ..Marks::default() });
        } else {
            writer.line(shown, Marks::default());
        }
    }
    // Nothing but fences.
    if passages.is_empty() {
        passages.push(Passage { text: text.to_owned(), ..Passage::default() });
    }
    passages
}

struct Writer<'a> {
    passage: &'a mut Passage,
    mentions: &'a [Range<usize>],
    /// Where what is written next stands in the whole text.
    at: usize,
}

impl Writer<'_> {
    /// Writes a line or a part of one, looking for marks in it.
    fn line(&mut self, text: &str, marks: Marks) {
        let base = self.at;
        let mut plain = 0;
        let mut at = 0;
        while at < text.len() {
            let Some(found) = mark_at(text, at, marks) else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            self.at = base + plain;
            self.write(&text[plain..at], marks);
            self.at = base + found.inside.start;
            if found.marks.code || found.marks.link || found.escaped {
                self.write(&text[found.inside.clone()], found.marks);
            } else {
                self.line(&text[found.inside.clone()], found.marks);
            }
            if let Some(address) = found.leads_to {
                self.at = usize::MAX;
                self.write(&format!(" ({address})"), found.marks);
            }
            at = found.end;
            plain = at;
        }
        self.at = base + plain;
        self.write(&text[plain..], marks);
    }

    fn write(&mut self, text: &str, marks: Marks) {
        for (at, c) in text.char_indices() {
            let source = self.at.saturating_add(at);
            let mention = self.mentions.iter().any(|range| range.contains(&source));
            let marks = Marks { mention: marks.mention || mention, ..marks };
            let start = self.passage.text.len();
            self.passage.text.push(c);
            let end = self.passage.text.len();
            match self.passage.marks.last_mut() {
                Some((range, last)) if range.end == start && *last == marks => range.end = end,
                _ if marks == Marks::default() => {}
                _ => self.passage.marks.push((start..end, marks)),
            }
        }
    }
}

/// A marked part of a line.
struct Found<'a> {
    inside: Range<usize>,
    end: usize,
    marks: Marks,
    /// Where a link with words of its own leads.
    leads_to: Option<&'a str>,
    escaped: bool,
}

fn mark_at(text: &str, at: usize, marks: Marks) -> Option<Found<'_>> {
    let rest = &text[at..];
    let found = |inside: Range<usize>, end: usize, marks: Marks| {
        Some(Found { inside, end, marks, leads_to: None, escaped: false })
    };
    match *rest.as_bytes().first()? {
        b'\\' if rest[1..].starts_with(['*', '_', '`', '[', '\\', '>']) => {
            Some(Found { inside: at + 1..at + 2, end: at + 2, marks, leads_to: None, escaped: true })
        }
        b'`' => {
            let length = rest[1..].find('`').filter(|length| *length > 0)?;
            found(at + 1..at + 1 + length, at + length + 2, Marks { code: true, ..marks })
        }
        b'*' if rest.starts_with("**") && !marks.bold => {
            let inside = enclosed(text, at, "**")?;
            found(inside.clone(), inside.end + 2, Marks { bold: true, ..marks })
        }
        sign @ (b'*' | b'_') if !marks.italic => {
            let inside = enclosed(text, at, if sign == b'*' { "*" } else { "_" })?;
            found(inside.clone(), inside.end + 1, Marks { italic: true, ..marks })
        }
        b'[' => {
            let words = rest.find("](").filter(|length| *length > 1)?;
            let leads_to = address(&rest[words + 2..])?;
            let end = at + words + 2 + leads_to.len();
            let closed = text[end..].starts_with(')');
            let marks = Marks { link: true, ..marks };
            let inside = at + 1..at + words;
            closed.then_some(Found { inside, end: end + 1, marks, leads_to: Some(leads_to), escaped: false })
        }
        b'h' if begins_word(text, at) => {
            let length = address(rest)?.len();
            found(at..at + length, at + length, Marks { link: true, ..marks })
        }
        _ => None,
    }
}

/// What stands between two signs, the first of them at `at`: they must lie close about it, and not within a word.
fn enclosed(text: &str, at: usize, sign: &str) -> Option<Range<usize>> {
    let start = at + sign.len();
    let opens = begins_word(text, at) && text[start..].chars().next().is_some_and(|c| !c.is_whitespace());
    let mut ends = text[start..].match_indices(sign).map(|(length, _)| start + length);
    let closes = |end: &usize| {
        let inside = &text[start..*end];
        let after = text[*end + sign.len()..].chars().next();
        !inside.is_empty()
            && !inside.ends_with(char::is_whitespace)
            && after.is_none_or(|c| !c.is_alphanumeric() && !sign.contains(c))
    };
    opens.then(|| ends.find(closes)).flatten().map(|end| start..end)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;

    use super::*;

    /// The text with its marks written about it again, in brackets of their own.
    fn shown(text: &str) -> String {
        let passages = rich(text, &[]);
        let one = |passage: &Passage| {
            let mut said = String::new();
            let mut at = 0;
            for (range, marks) in &passage.marks {
                let name = [(marks.bold, 'B'), (marks.italic, 'I'), (marks.code, 'C'), (marks.link, 'L')];
                let name: String = name.iter().filter(|(on, _)| *on).map(|(_, name)| *name).collect();
                let _ = write!(
                    said,
                    "{}{name}{{{}}}",
                    &passage.text[at..range.start],
                    &passage.text[range.clone()]
                );
                at = range.end;
            }
            said + &passage.text[at..]
        };
        passages.iter().map(one).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn marks_mean_what_people_mean_by_them() {
        for (written, expected) in [
            ("**bold** and *italic* and `code *x*`", "B{bold} and I{italic} and C{code *x*}"),
            ("**both *at* once**", "B{both }BI{at}B{ once}"),
            ("2 * 3 * 4, snake_case_name, a*b*c", "2 * 3 * 4, snake_case_name, a*b*c"),
            (r"\*not\* so", "*not* so"),
            ("**open, `open, *open", "**open, `open, *open"),
            ("see https://example.com/a_(b)?c=1, please", "see L{https://example.com/a_(b)?c=1}, please"),
            ("(https://example.com)", "(L{https://example.com})"),
            ("[bank](https://evil.example)", "L{bank (https://evil.example)}"),
            ("[bank](javascript:alert)", "[bank](javascript:alert)"),
            ("> said\n> so\nmine", "said\nso|mine"),
            ("a\n```\nlet x = *y*;\n```\nb", "a|C{let x = *y*;}|b"),
            ("```", "```"),
            ("", ""),
            ("**жирный** 日本", "B{жирный} 日本"),
        ] {
            assert_eq!(shown(written), expected, "{written:?}");
        }
    }

    #[test]
    fn a_mention_is_marked_where_it_stands() {
        let text = "**hi @Bob**";
        let passages = rich(text, std::slice::from_ref(&(5..9)));
        let calls: Vec<&str> = passages[0]
            .marks
            .iter()
            .filter(|(_, marks)| marks.mention)
            .map(|(range, _)| &passages[0].text[range.clone()])
            .collect();
        assert_eq!((passages[0].text.as_str(), calls), ("hi @Bob", vec!["@Bob"]));
    }

    proptest! {
        #[test]
        fn marks_lie_in_order_within_the_text(text in "[*_`\\[\\]()> \\\\aя日🙂\n]{0,60}(https://[a-z.()*]{0,9})?") {
            for passage in rich(&text, &[]) {
                let mut at = 0;
                for (range, marks) in &passage.marks {
                    prop_assert!(range.start >= at && range.end > range.start && *marks != Marks::default());
                    prop_assert!(passage.text.get(range.clone()).is_some());
                    at = range.end;
                }
                prop_assert!(at <= passage.text.len());
            }
        }

        #[test]
        fn nothing_but_marks_is_lost(text in "[*_`aя日 ]{0,40}") {
            let kept: String = rich(&text, &[]).into_iter().map(|p| p.text).collect();
            let letters = |text: &str| text.chars().filter(|c| !"*_`".contains(*c)).collect::<String>();
            // A fence at the start of a line goes with its line.
            prop_assume!(!text.trim_start().starts_with("```"));
            prop_assert_eq!(letters(&kept), letters(&text));
        }
    }
}
