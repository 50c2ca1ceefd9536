//! The golden wire: the JSON of one sample of everything, kept as snapshots. A changed snapshot is a changed promise.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod sample;

use protocol::{ClientCommand, ServerEvent};
use serde::{Serialize, de::DeserializeOwned};

/// The sample's JSON, once it is sure that it reads back as the same.
fn wire<T: Serialize + DeserializeOwned>(sample: &T) -> serde_json::Value {
    let json = serde_json::to_value(sample).unwrap();
    let back: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&back).unwrap(), json, "it must read back as it was written");
    json
}

macro_rules! golden {
    ($($name:ident: $samples:expr;)*) => {$(
        #[test]
        fn $name() {
            let lines: Vec<_> = $samples.iter().map(wire).collect();
            insta::assert_json_snapshot!(lines);
        }
    )*};
}

golden! {
    commands: sample::commands();
    events: sample::events();
    messages: [sample::message()];
    found: [sample::found()];
    conversations: [sample::conversation()];
    chats: [sample::chat()];
    groups: [sample::group()];
    people: [sample::profile()];
    sessions: [sample::session()];
    problems: [sample::problem()];
    v1_chat_commands: sample::v1_chat_commands();
    v1_chat_events: sample::v1_chat_events();
    v1_group_commands: sample::v1_group_commands();
    v1_group_events: sample::v1_group_events();
    v1_status_commands: sample::v1_status_commands();
    v1_status_events: sample::v1_status_events();
    requests: [sample::requests()];
}

#[test]
fn an_event_of_a_newer_server_is_unknown_and_not_an_error() {
    let event: ServerEvent = serde_json::from_str(r#"{"event":"fireworks","colour":"red"}"#).unwrap();
    assert_eq!(event, ServerEvent::Unknown);
}

#[test]
fn a_field_of_a_newer_server_is_ignored() {
    let mut json = serde_json::to_value(sample::message()).unwrap();
    json["sparkles"] = true.into();
    assert_eq!(serde_json::from_value::<protocol::Message>(json).unwrap(), sample::message());
}

#[test]
fn a_change_of_a_newer_server_is_unknown_but_keeps_its_version() {
    let json = r#"{"event":"change","conversation_id":"00000000-0000-7000-8000-000000000001","version":9,"change":"pinned"}"#;
    let ServerEvent::Change(change) = serde_json::from_str(json).unwrap() else { panic!("a change") };
    assert_eq!(change.version, 9);
    assert_eq!(change.changed, protocol::event::Changed::Unknown);
}

#[test]
fn a_command_that_is_not_known_is_an_error() {
    assert!(serde_json::from_str::<ClientCommand>(r#"{"event":"explode"}"#).is_err());
}

#[test]
fn participants_are_a_list_or_a_line_with_commas() {
    use protocol::request::Participants;
    let list: Participants = serde_json::from_str(r#"["a@example.com", " b "]"#).unwrap();
    assert_eq!(list.each(), ["a@example.com", "b"]);
    let line: Participants = serde_json::from_str(r#""a@example.com, b,,""#).unwrap();
    assert_eq!(line.each(), ["a@example.com", "b"]);
}

#[test]
fn a_place_that_cannot_be_is_no_end_of_the_client() {
    let conversation = protocol::Conversation { last_seq: i64::MIN, ..sample::conversation() };
    assert_eq!(conversation.unread_count(), i64::MIN);
}
