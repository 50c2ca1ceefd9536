//! The core and the drawing of it, from a key to the cells of the terminal.

use ratatui::{Terminal, backend::TestBackend};
use tui_client::{
    keymap::{Code, Key},
    message::Event,
    model::Page,
    view::view,
    words::Lang,
};

use crate::{
    crowd::{MESSAGES, chats, said},
    report::{Budget, Report},
    support::{Bench, TEAM},
};

/// Somebody in front of a terminal that is there only to be written to.
struct Desk {
    bench: Bench,
    terminal: Terminal<TestBackend>,
}

impl Desk {
    /// With as many messages in memory as there may be.
    fn sits(size: (u16, u16)) -> Self {
        let mut bench = Bench::online(Lang::En, size, chats());
        let newest = (MESSAGES - 99..=MESSAGES).map(|seq| said(TEAM, seq)).collect();
        bench.opens(TEAM, newest);
        for page in 1..7 {
            let before = MESSAGES - page * 100 + 1;
            bench.model.timeline_mut().unwrap().loading = Some(Page::Before(before));
            bench.page(
                TEAM,
                Page::Before(before),
                (before - 100..before).map(|seq| said(TEAM, seq)).collect(),
            );
        }
        assert_eq!(bench.model.timeline().unwrap().messages.len(), 700);
        let mut desk = Self { terminal: Terminal::new(TestBackend::new(size.0, size.1)).unwrap(), bench };
        desk.draws();
        desk
    }

    fn draws(&mut self) {
        self.terminal.draw(|frame| view(&self.bench.model, frame)).unwrap();
    }

    fn happens(&mut self, event: Event) {
        self.bench.happens(event);
        self.draws();
    }

    fn is_resized(&mut self, (columns, rows): (u16, u16)) {
        self.terminal.backend_mut().resize(columns, rows);
        self.happens(Event::Resize(columns, rows));
    }
}

pub(crate) fn measure(report: &mut Report) {
    keys(report);
    frames(report);
    sizes(report);
    arrivals(report);
}

fn keys(report: &mut Report) {
    let mut desk = Desk::sits((120, 40));
    report.times("key to frame: a letter, 120×40", Budget::and(4, 16), 300, |number| {
        let code = if number % 40 == 39 { Key::ctrl(Code::Char('u')) } else { Key::plain(Code::Char('a')) };
        desk.happens(Event::Key(code));
    });
    let mut desk = Desk::sits((120, 40));
    report.times("key to frame: a page up or down", Budget::and(4, 16), 200, |number| {
        let code = if number % 20 < 10 { Code::PageUp } else { Code::PageDown };
        desk.happens(Event::Key(Key::plain(code)));
    });
    let mut desk = Desk::sits((120, 40));
    desk.happens(Event::Key(Key::plain(Code::Esc)));
    report.times("key to frame: down in the list", Budget::and(4, 16), 200, |_| {
        desk.happens(Event::Key(Key::plain(Code::Down)));
    });
    writing(report);
}

fn writing(report: &mut Report) {
    let mut desk = Desk::sits((120, 40));
    let letters = "gj,jkmit cnhfyys[ ".chars().map(Code::Char).map(Key::plain).collect::<Vec<_>>();
    for _ in 0..60 {
        desk.happens(Event::Flood(letters.iter().copied().cycle().take(1_000).collect()));
    }
    report.times("key to frame: a letter, in a draft of 60,000", Budget::and(4, 16), 300, |number| {
        desk.happens(Event::Key(letters[number % letters.len()]));
    });
    report.times("a thousand letters of a flood, in such a draft", Budget::and(4, 16), 60, |_| {
        desk.happens(Event::Flood(letters.iter().copied().cycle().take(1_000).collect()));
    });
    for (what, query) in [
        ("key to frame: a letter of `razgovor 17` in the palette", "razgovor 17"),
        ("the same, on the wrong layout and with a slip", "hfpujvjh 1999"),
    ] {
        desk.happens(Event::Key(Key::ctrl(Code::Char('k'))));
        let query: Vec<char> = query.chars().collect();
        report.times(what, Budget::and(4, 16), 20 * query.len(), |number| {
            if number % query.len() == 0 {
                desk.happens(Event::Key(Key::ctrl(Code::Char('u'))));
            }
            desk.happens(Event::Key(Key::plain(Code::Char(query[number % query.len()]))));
        });
        desk.happens(Event::Key(Key::plain(Code::Esc)));
    }
}

fn frames(report: &mut Report) {
    for (what, size, budget) in
        [("draw, 120×40", (120, 40), Budget::of(2)), ("draw, 200×60", (200, 60), Budget::of(4))]
    {
        let mut desk = Desk::sits(size);
        report.times(what, budget, 200, |_| desk.draws());
    }
}

fn sizes(report: &mut Report) {
    let mut desk = Desk::sits((120, 40));
    report.times("resize", Budget::of(16), 200, |number| {
        let columns = 60 + u16::try_from(number * 37 % 140).unwrap();
        desk.is_resized((columns, 20 + columns % 40));
    });
    let mut desk = Desk::sits((120, 40));
    for _ in 0..10 {
        desk.happens(Event::Key(Key::plain(Code::PageUp)));
    }
    report.times("resize, scrolled back", Budget::of(16), 200, |number| {
        let columns = 60 + u16::try_from(number * 37 % 140).unwrap();
        desk.is_resized((columns, 20 + columns % 40));
    });
}

fn arrivals(report: &mut Report) {
    let mut desk = Desk::sits((120, 40));
    let mut seq = MESSAGES;
    report.times("a message arrives and is drawn", Budget::and(4, 16), 200, |_| {
        seq += 1;
        desk.bench.receives(said(TEAM, seq));
        desk.draws();
    });
}
