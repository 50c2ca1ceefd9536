//! A thread on which a connection is asked what may take long. Not one of tokio's that may wait: a question would be a task
//! of the runtime's, and such a one lies so in memory that an old glibc does not use its place again for what lives longer,
//! which made an idle socket dearer by half.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
    thread,
};

/// What is asked.
type Question = Box<dyn FnOnce() + Send>;

/// Where questions are put. When it is dropped, the thread ends.
#[derive(Clone, Debug)]
pub(super) struct Reader(mpsc::Sender<Question>);

impl Reader {
    /// Starts the thread.
    pub(super) fn start() -> io::Result<Self> {
        let (sender, questions) = mpsc::channel::<Question>();
        let work = move || {
            while let Ok(question) = questions.recv() {
                // Whoever asked what panics hears that there is no answer; the next one is answered.
                _ = catch_unwind(AssertUnwindSafe(question));
            }
        };
        thread::Builder::new().name("reader".into()).spawn(work)?;
        Ok(Self(sender))
    }

    /// Asks there; without effect when the thread has ended.
    pub(super) fn ask(&self, question: impl FnOnce() + Send + 'static) {
        _ = self.0.send(Box::new(question));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_panics_ends_nothing() {
        let reader = Reader::start().unwrap();
        let (sender, answers) = mpsc::channel();
        let other = sender.clone();
        reader.ask(move || {
            let _kept = sender;
            panic!("on purpose");
        });
        reader.ask(move || other.send(7).unwrap());
        assert_eq!(answers.recv(), Ok(7));
        assert!(answers.recv().is_err());
    }
}
