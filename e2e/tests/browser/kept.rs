//! Nothing that somebody writes is lost, or goes where it should not.

use e2e::{Browser, Database, Options, World};
use serde_json::json;

use crate::{UP, signed_in};

const FIELD: &str = "return document.getElementById('text').value";
const UP_AND_RUNNING: &str = "body[data-connection=up]";

/// Makes the page's clocks run ten times as fast.
const HURRY: &str = "const real = window.setTimeout; window.setTimeout = (does, after, ...rest) => real(does, after / 10, ...rest)";

async fn pastes(browser: &Browser, what: &str) {
    browser
        .runs(&format!(
            "document.getElementById('text').focus(); document.execCommand('insertText', false, {what})"
        ))
        .await;
}

#[tokio::test]
async fn what_was_begun_outlives_the_tab_and_goes_with_a_log_out() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let chat = alice.starts_chat_with(&bob).await;
    let page = format!("/chat/{chat}");
    alice.sends(chat, "Who brings the rope?").await;
    let Some(his) = signed_in(&bob).await else { return };

    // What he types in the list stays there, however late the scripts come.
    his.has_a_slow_line(250).await.goes_to(&page).await.clicks("#q").await;
    his.sees(UP_AND_RUNNING, "").await;
    assert_eq!(his.runs("return document.activeElement.id").await, json!("q"));
    his.has_a_slow_line(0).await;

    // An answer that was begun.
    his.clicks("#m1 .act-reply").await.sees("#target", "Reply to Alice").await.types("#text", "I thi").await;
    his.begins_anew().await.goes_to(&page).await.sees("#target", "Reply to Alice").await;
    assert_eq!(his.runs(FIELD).await, json!("I thi"));
    his.sees(UP_AND_RUNNING, "").await.enters("#text", "nk I do").await.sees("#m2 .quote-text", "rope").await;
    his.sees_no("#m2 .tick[data-tick=pending]").await;
    assert_eq!(bob.history(chat).await[0].quote.as_ref().expect("it answers").seq, 1);

    // A change that was begun, on top of something new.
    his.types("#text", "next").await;
    his.runs("document.getElementById('text').value = ''").await;
    his.types("#text", UP).await.sees("#target", "Editing").await.types("#text", " indeed").await;
    his.begins_anew().await.goes_to(&page).await.sees("#target", "Editing").await;
    assert_eq!(his.runs(FIELD).await, json!("I think I do indeed"));
    his.clicks("#target-off").await.sees_no("#target").await;
    assert_eq!(his.runs(FIELD).await, json!("next"));

    // Without the server.
    his.runs("document.getElementById('text').value = ''").await;
    his.sees(UP_AND_RUNNING, "").await;
    world.server.is_killed();
    his.enters("#text", "one").await.enters("#text", "two").await.sees(".tick[data-tick=pending]", "").await;
    his.begins_anew().await;
    world.server.comes_back().await;
    his.goes_to(&page).await.sees("#m4 .text", "two").await.sees_no(".tick[data-tick=pending]").await;
    assert_eq!(his.runs(FIELD).await, json!(""));
    assert_eq!(bob.history(chat).await.len(), 4);

    his.types("#text", "for nobody else").await.goes_to("/settings").await;
    assert_eq!(his.runs("return localStorage.length").await, json!(1));
    his.clicks("[action='/api/v1/auth/logout'] button").await.sees("[href='/register']", "").await;
    assert_eq!(his.runs("return localStorage.length").await, json!(0));
    assert_eq!(his.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_long_text_is_not_cut_and_a_refused_one_stays() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let chat = alice.starts_chat_with(&bob).await;
    let Some(his) = signed_in(&bob).await else { return };
    his.goes_to(&format!("/chat/{chat}")).await.sees(UP_AND_RUNNING, "").await;
    pastes(&his, "'y'.repeat(5000)").await;
    his.sees("#length.over", "Too long by 1,000")
        .await
        .sees(".send:disabled", "")
        .await
        .enters("#text", "")
        .await;
    assert_eq!(his.runs("return document.getElementById('text').value.length").await, json!(5000));
    assert_eq!(his.counts(".message").await, 0);
    his.runs("document.getElementById('text').select()").await;
    pastes(&his, "'😀'.repeat(3990)").await;
    his.sees("#length", "10 left")
        .await
        .enters("#text", "")
        .await
        .sees("#m1", "")
        .await
        .sees_no("#length")
        .await;
    assert_eq!(alice.history(chat).await[0].text.chars().count(), 3990);

    // What no screen can show is refused, and is there after a reload.
    pastes(&his, "'a\\u0001b'").await;
    his.enters("#text", "").await.sees(".message .why", "").await.sees(".again", "Try again").await;
    his.goes_to(&format!("/chat/{chat}")).await.sees(".message .why", "").await;
    // It does not hide what is new.
    his.goes_to("/settings").await;
    alice.sends(chat, "something new").await;
    his.goes_to(&format!("/chat/{chat}"))
        .await
        .sees(".message .why", "")
        .await
        .sees("#new-mark + #m2", "")
        .await;
    his.clicks(".again button:last-child").await.sees_no(".why").await;
    his.goes_to(&format!("/chat/{chat}")).await.sees(UP_AND_RUNNING, "").await;
    assert_eq!(his.counts(".why").await, 0);
}

/// A server that says "wait a little" to the second of three.
const REFUSED_IN_BETWEEN: &str = "return (async () => {
    const { Outbox } = await import('/static/outbox.js');
    const { Sending } = await import('/static/sending.js');
    const stored = [];
    let refusals = 2;
    await new Promise(done => {
        const sending = new Sending(new Outbox('somebody'), ({ client_id, text }) => {
            const isRefused = text === 'two' && refusals-- > 0;
            if (!isRefused) stored.push(text);
            queueMicrotask(() => isRefused ? sending.refused({ client_id, code: 'rate_limited' }) : sending.acked({ client_id }));
            if (stored.length === 3) done();
            return true;
        });
        for (const text of ['one', 'two', 'three']) sending.write({ client_id: text, conversation_id: 'here', text });
    });
    return stored;
})()";

/// Two tabs of one person, who both write before either has sent.
const TWO_TABS: &str = "return (async () => {
    const { Outbox } = await import('/static/outbox.js');
    const [one, other] = [new Outbox('somebody'), new Outbox('somebody')];
    one.add({ client_id: 'a', conversation_id: 'here' });
    other.add({ client_id: 'b', conversation_id: 'here' });
    const seen = [one, other].map(tab => tab.all().length);
    const taken = [one.take('a'), other.take('a'), other.take('b')].map(Boolean);
    return [...seen, ...taken, one.all().length];
})()";

/// The scripts of somebody else, on whose page another person has signed in meanwhile.
const OF_SOMEBODY_ELSE: &str = "return (async () => {
    const { Socket } = await import('/static/socket.js');
    const heard = [];
    const socket = new Socket('somebody', event => heard.push(event), () => {}, () => null);
    addEventListener('pagehide', () => localStorage.setItem('heard', heard.length + String(socket.send({ event: 'typing' }))));
})()";

#[tokio::test]
async fn a_page_does_not_go_on_as_somebody_else() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let chat = alice.starts_chat_with(&bob).await;
    let Some(his) = signed_in(&bob).await else { return };
    his.goes_to(&format!("/chat/{chat}")).await.sees(UP_AND_RUNNING, "").await;
    his.runs(OF_SOMEBODY_ELSE).await;
    his.is_at("/messenger").await;
    assert_eq!(his.runs("return localStorage.getItem('heard')").await, json!("0false"));
}

#[tokio::test]
async fn a_server_that_freezes_is_noticed_and_what_was_written_keeps_its_order() {
    let world = World::new(Database::Sqlite, Options::default()).await;
    let [alice, bob] = world.people(["Alice", "Bob"]).await;
    let chat = alice.starts_chat_with(&bob).await;
    alice.sends(chat, "hello").await;
    let Some(his) = signed_in(&bob).await else { return };
    his.goes_to(&format!("/chat/{chat}")).await.sees(UP_AND_RUNNING, "").await;
    his.runs(HURRY).await;
    assert_eq!(his.runs(REFUSED_IN_BETWEEN).await, json!(["one", "two", "three"]));
    assert_eq!(his.runs(TWO_TABS).await, json!([2, 2, true, false, true, 0]));

    world.server.freezes();
    his.enters("#text", "are you there?").await.sees("#connection", "").await;
    // Also on a phone, in a conversation; and who is here is not known.
    his.is_sized(390, 844).await.sees("#connection", "").await;
    assert_eq!(
        his.runs("return getComputedStyle(document.getElementById('presence')).visibility").await,
        json!("hidden")
    );
    world.server.goes_on();
    his.sees(UP_AND_RUNNING, "").await.sees(".tick[data-tick=sent]", "").await.sees_no("#connection").await;
    assert_eq!(alice.history(chat).await.len(), 2);

    // Whoever only reads asks when they look again.
    world.server.freezes();
    his.runs("const now = Date.now; Date.now = () => now() + 60000; document.dispatchEvent(new Event('visibilitychange'))").await;
    his.sees("#connection", "").await;
    world.server.goes_on();
    his.sees(UP_AND_RUNNING, "").await;
}
