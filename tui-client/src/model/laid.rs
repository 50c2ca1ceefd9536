//! How messages lie in lines, found once for each of their versions and each width. A memory and no knowledge: what is in it
//! follows from the messages and the settings, so drawing may fill it, and nothing is different without it.

use std::{cell::RefCell, collections::HashMap, ops::Range, rc::Rc};

use jiff::{civil::Date, tz::TimeZone};

use crate::{
    text::{Block, Marks},
    words::Lang,
};

/// A message in lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    /// Columns that they have.
    pub columns: usize,
    /// The day that it is of, where the user is.
    pub day: Date,
    /// Its time of day.
    pub time: String,
    /// What it says.
    pub text: Vec<Line>,
    /// What is said about it.
    pub notes: Vec<String>,
}

/// A line of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// What block of the text it belongs to.
    pub block: Block,
    /// Parts of it that are meant in some way.
    pub marks: Vec<(Range<usize>, Marks)>,
    /// Where it begins in the text of the message.
    pub from: usize,
    /// It goes on in the next line, after so many spaces.
    pub goes_on: Option<usize>,
}

/// What has been found of the messages of one conversation, by their place.
#[derive(Clone, Debug, Default)]
pub struct Layings {
    /// The words and the clock that it was found with.
    of: RefCell<Option<(Lang, TimeZone)>>,
    known: RefCell<HashMap<i64, Rc<Laid>>>,
}

impl Layings {
    /// Forgets everything when it was found with other words or another clock.
    pub fn hold_for(&self, lang: Lang, zone: &TimeZone) {
        let mut of = self.of.borrow_mut();
        if of.as_ref().is_none_or(|(other, clock)| *other != lang || clock != zone) {
            *of = Some((lang, zone.clone()));
            self.known.borrow_mut().clear();
        }
    }

    /// How the message at a place lies; it is laid when that is not known for these columns.
    pub fn get(&self, seq: i64, columns: usize, lay: impl FnOnce() -> Laid) -> Rc<Laid> {
        if let Some(laid) = self.known.borrow().get(&seq).filter(|laid| laid.columns == columns) {
            return Rc::clone(laid);
        }
        let laid = Rc::new(lay());
        self.known.borrow_mut().insert(seq, Rc::clone(&laid));
        laid
    }

    /// The message at a place is another, or gone.
    pub fn forget(&mut self, seq: i64) {
        self.known.get_mut().remove(&seq);
    }
}
