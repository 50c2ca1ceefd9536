//! People who have written a great deal: two thousand chats, a hundred thousand messages in the open one.

use protocol::{Conversation, LastMessage, Message, Quote, Reaction};

use crate::support::{ANDREY, BORIS, SASHA, TEAM, conversation, id, name, says, time, user_id};

pub(crate) const CHATS: u128 = 2_000;
pub(crate) const MESSAGES: i64 = 100_000;

const TEXTS: [&str; 8] = [
    "ok",
    "Добрый день! Встреча переносится на завтра, на десять утра, в той же переговорной; захватите, пожалуйста, отчёт.",
    "see https://example.com/a/long/path?with=values and **tell** me what you `think` of it, please",
    "日本語のメッセージも混ざっています。幅が二倍なので、折り返しが違います。",
    "> said before\nand an answer to it, with a family 👨‍👩‍👧 and a flag 🇷🇺 in the middle of the line",
    "```\nfn main() {\n    println!(\"hello\");\n}\n```",
    "A message of the ordinary kind, neither long nor short, as people write them.",
    "שלום עולם, и ещё немного текста за ним, чтобы строка не поместилась целиком на узком экране",
];

/// What somebody has said at a place of a chat.
pub(crate) fn said(chat: u128, seq: i64) -> Message {
    let at = usize::try_from(seq).unwrap();
    let mut message = says(chat, seq, [ANDREY, BORIS, BORIS, SASHA][at % 4], TEXTS[at % TEXTS.len()]);
    if at.is_multiple_of(7) {
        message.reactions = vec![Reaction { emoji: "👍".into(), count: 2, mine: at.is_multiple_of(2) }];
    }
    if at.is_multiple_of(9) && seq > 1_000 {
        // Of some of them the original is near, of others it is not held.
        let before = if at.is_multiple_of(2) { seq - 3 } else { seq - 1_000 };
        message.reply_to = Some(says(chat, before, BORIS, "").id);
        let (sender_id, sender_name) = (user_id(BORIS), name(BORIS).into());
        let text = "what it was".into();
        message.quote = Some(Box::new(Quote { seq: before, sender_id, sender_name, text, deleted: false }));
    }
    message
}

/// All chats: the first one is the open one.
pub(crate) fn chats() -> Vec<Conversation> {
    (0..CHATS)
        .map(|number| {
            let mut chat = conversation(TEAM, Some(&said(TEAM, MESSAGES)));
            if number > 0 {
                chat.id = id(10_000 + number);
                chat.title = format!("Chat {number} Разговор");
                chat.last_message = chat.last_message.map(|last| LastMessage {
                    created_at: time(-i64::try_from(number).unwrap() * 1_000),
                    ..last
                });
            }
            chat
        })
        .collect()
}
