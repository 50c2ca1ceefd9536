//! Whether the server is still there: what was asked on the socket and is not answered, and how long it is borne that nothing
//! comes. Pure: the time is given. When nothing is asked, nothing is due before a living server has pinged.

use std::time::Duration;

use protocol::{ClientCommand, ClientId, RequestId, ServerEvent, limits};
use tokio::time::Instant;
use uuid::Uuid;

/// A living server has said something within this time.
const SILENCE: Duration =
    limits::PING_EVERY.saturating_add(limits::PONG_WITHIN).saturating_add(Duration::from_secs(5));
/// An answer that takes longer is worth a word, and a ping if nothing else has come meanwhile.
const LONG: Duration = Duration::from_secs(8);
/// So much later a ping has brought something, however slow the line is.
const PONG_WITHIN: Duration = Duration::from_secs(7);

/// What the time asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// To say that an answer takes long.
    Word,
    /// To ask for anything at all.
    Ping,
    /// To give the connection up.
    Lost,
}

/// The questions of one socket after the other.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    /// Oldest first.
    asked: Vec<(Uuid, Instant)>,
    /// It has been said that an answer takes long.
    said: bool,
    pinged: Option<Instant>,
    /// Given up so often without an answer since: a line on which nothing gets through in time is borne longer.
    in_vain: u32,
}

impl Pulse {
    /// The socket is new: what was asked on the old one is not answered any more.
    pub(super) fn begin_again(&mut self) {
        *self = Self { in_vain: self.in_vain, ..Self::default() };
    }

    /// This has been sent.
    pub(super) fn ask(&mut self, command: &ClientCommand, now: Instant) {
        let question = question(command).filter(|id| self.asked.iter().all(|(asked, _)| asked != id));
        self.asked.extend(question.map(|id| (id, now)));
    }

    /// This has come; whether it is not true any more that an answer takes long.
    pub(super) fn hear(&mut self, event: &ServerEvent, now: Instant) -> bool {
        let Some(answered) = answered(event) else { return false };
        let before = self.asked.len();
        self.asked.retain(|(asked, _)| *asked != answered);
        if self.asked.len() < before {
            self.in_vain = 0;
        }
        let said = self.said && self.asked.first().is_some_and(|(_, since)| *since + LONG <= now);
        std::mem::replace(&mut self.said, said) != said
    }

    /// When something is due, if bytes came last at `heard`.
    pub(super) fn next(&self, heard: Instant) -> Instant {
        let silent = heard + SILENCE;
        let Some((_, since)) = self.asked.first() else { return silent };
        let quiet = match self.ping(heard) {
            Some(pinged) => pinged + self.patience(),
            None => heard.max(*since) + LONG,
        };
        let word = if self.said { quiet } else { *since + LONG };
        silent.min(quiet).min(word)
    }

    /// It may be: what is to be done.
    pub(super) fn rung(&mut self, heard: Instant, now: Instant) -> Option<Due> {
        if now < self.next(heard) {
            return None;
        }
        if now >= heard + SILENCE {
            return Some(Due::Lost);
        }
        if !self.said && self.asked.first().is_some_and(|(_, since)| now >= *since + LONG) {
            self.said = true;
            return Some(Due::Word);
        }
        if self.ping(heard).is_some() {
            self.in_vain = self.in_vain.saturating_add(1);
            return Some(Due::Lost);
        }
        self.pinged = Some(now);
        Some(Due::Ping)
    }

    /// The ping after which nothing has come.
    fn ping(&self, heard: Instant) -> Option<Instant> {
        self.pinged.filter(|pinged| heard <= *pinged)
    }

    fn patience(&self) -> Duration {
        PONG_WITHIN.saturating_mul(1 << self.in_vain.min(2))
    }
}

/// By what the answer will be known.
fn question(command: &ClientCommand) -> Option<Uuid> {
    match command {
        ClientCommand::Send { client_id, .. } => Some(client_id.uuid()),
        ClientCommand::Edit { request_id, .. }
        | ClientCommand::Delete { request_id, .. }
        | ClientCommand::React { request_id, .. }
        | ClientCommand::Set { request_id, .. }
        | ClientCommand::Auth { request_id, .. }
        | ClientCommand::Sync { request_id, .. } => Some(request_id.uuid()),
        // Not answered when all is well.
        ClientCommand::Read { .. } | ClientCommand::Typing { .. } => None,
    }
}

fn answered(event: &ServerEvent) -> Option<Uuid> {
    match event {
        ServerEvent::Ack { client_id, .. } => Some(client_id.uuid()),
        ServerEvent::Error { client_id, request_id, .. } => {
            client_id.map(ClientId::uuid).or(request_id.map(RequestId::uuid))
        }
        ServerEvent::Done { request_id, .. }
        | ServerEvent::Changes { request_id, .. }
        | ServerEvent::Reset { request_id, .. }
        | ServerEvent::Settings { request_id: Some(request_id), .. }
        | ServerEvent::Authenticated { request_id, .. } => Some(request_id.uuid()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use protocol::ErrorCode;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn send(id: u128) -> ClientCommand {
        ClientCommand::Send {
            conversation_id: Uuid::nil().into(),
            client_id: Uuid::from_u128(id).into(),
            text: "hi".into(),
            reply_to: None,
            forward_of: None,
        }
    }

    fn answer(id: u128) -> ServerEvent {
        let (code, detail) = (ErrorCode::RateLimited, String::new());
        ServerEvent::Error {
            code,
            detail,
            client_id: Some(Uuid::from_u128(id).into()),
            request_id: None,
            retry_after: None,
        }
    }

    /// All that is due until `until`, with the seconds at which it is; bytes come at these seconds.
    fn runs(pulse: &mut Pulse, start: Instant, bytes: &[u32], until: u32) -> Vec<(u32, Due)> {
        let mut all = Vec::new();
        let mut heard = start;
        for second in 0..=until {
            let now = start + SECOND * second;
            heard = if bytes.contains(&second) { now } else { heard };
            while let Some(due) = pulse.rung(heard, now) {
                all.push((second, due));
                if due == Due::Lost {
                    return all;
                }
            }
        }
        all
    }

    #[test]
    fn nobody_who_asks_nothing_is_woken_before_a_living_server_would_have_pinged() {
        let (start, mut pulse) = (Instant::now(), Pulse::default());
        assert_eq!(pulse.next(start), start + SILENCE);
        assert_eq!(runs(&mut pulse, start, &[25, 50], 60), []);
        assert_eq!(runs(&mut pulse, start, &[], 60), [(40, Due::Lost)]);
        let read = ClientCommand::Read { conversation_id: Uuid::nil().into(), seq: 1, request_id: None };
        pulse.ask(&read, start);
        assert_eq!(pulse.next(start), start + SILENCE, "what is not answered is not waited for");
    }

    #[test]
    fn a_question_into_a_dead_line_is_told_pinged_and_given_up() {
        let (start, mut pulse) = (Instant::now(), Pulse::default());
        pulse.ask(&send(1), start);
        let given_up = [(8, Due::Word), (8, Due::Ping), (15, Due::Lost)];
        assert_eq!(runs(&mut pulse, start, &[], 60), given_up);
    }

    #[test]
    fn a_slow_line_that_delivers_bytes_is_never_given_up() {
        let (start, mut pulse) = (Instant::now(), Pulse::default());
        pulse.ask(&send(1), start);
        let trickle: Vec<u32> = (0..300).step_by(7).collect();
        assert_eq!(runs(&mut pulse, start, &trickle, 300), [(8, Due::Word)], "bytes are as good as a pong");
        let (start, mut pulse) = (Instant::now(), Pulse::default());
        pulse.ask(&send(1), start);
        let pongs = [14, 28];
        let asked = [(8, Due::Word), (8, Due::Ping), (22, Due::Ping)];
        assert_eq!(runs(&mut pulse, start, &pongs, 30), asked, "the server is there and only slow");
    }

    #[test]
    fn the_answer_ends_the_wait_and_the_timer() {
        let (start, mut pulse) = (Instant::now(), Pulse::default());
        pulse.ask(&send(1), start);
        assert!(!pulse.hear(&answer(1), start + SECOND), "nobody was told of it");
        assert_eq!(pulse.next(start), start + SILENCE);
        pulse.ask(&send(2), start);
        pulse.ask(&send(3), start + SECOND);
        runs(&mut pulse, start, &[], 10);
        let now = start + SECOND * 10;
        assert!(!pulse.hear(&answer(2), now), "the other one waits for long as well");
        assert!(!pulse.hear(&ServerEvent::Unknown, now));
        assert!(pulse.hear(&answer(3), now));
        assert_eq!(pulse.next(now), now + SILENCE);
    }

    #[test]
    fn one_that_is_sent_again_is_as_old_as_it_is() {
        let (start, mut pulse) = (Instant::now(), Pulse::default());
        pulse.ask(&send(1), start);
        pulse.ask(&send(1), start + SECOND * 5);
        assert_eq!(pulse.next(start), start + LONG);
        assert!(!pulse.hear(&answer(1), start));
        assert_eq!(pulse.next(start), start + SILENCE);
    }

    #[test]
    fn a_line_on_which_nothing_gets_through_in_time_is_borne_longer_until_something_does() {
        let (start, mut pulse) = (Instant::now(), Pulse::default());
        for given_up in [15, 22, 36, 36] {
            pulse.begin_again();
            pulse.ask(&send(1), start);
            assert_eq!(runs(&mut pulse, start, &[], 60).last(), Some(&(given_up, Due::Lost)));
        }
        pulse.begin_again();
        pulse.ask(&send(1), start);
        pulse.hear(&answer(1), start);
        pulse.ask(&send(2), start);
        assert_eq!(runs(&mut pulse, start, &[], 60).last(), Some(&(15, Due::Lost)));
    }
}
