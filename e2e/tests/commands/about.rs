//! What the program tells of itself.

use e2e::{Home, World, stories};

#[test]
fn manual_completions_and_keys_are_printed() {
    let home = Home::default();
    home.runs(&["man"]).is(0).says(".TH messenger").says("Exit codes");
    home.runs(&["man", "send"]).is(0).says("client\\-id");
    home.runs(&["man", "nonsense"]).is(2).complains("nonsense");
    for shell in ["bash", "zsh", "fish"] {
        home.runs(&["completions", shell]).is(0).says("new-chat");
    }
    home.runs(&["keys"]).is(0).says("Ctrl+Q");
    home.runs(&["nonsense"]).is(2).complains("nonsense");
    let settings = home.runs_with(&["config", "--json"], &[("MESSENGER_PASSWORD", "very secret")], "");
    assert_eq!(settings.json()[0]["name"], "server");
    assert!(!settings.out.contains("very secret"));
    let env =
        [("MESSENGER_NOTIFY", "desktop"), ("MESSENGER_NOTIFY_COMMAND", "curl -H 'Authorization: secret'")];
    let settings = home.runs_with(&["config"], &env, "");
    settings.says("notify = desktop").says("quiet_hours = off").says("notify_command = set");
    assert!(!settings.out.contains("Authorization"), "{settings:?}");
}

stories! {
    async fn a_report_names_nobody(world: World) {
        let alice = world.person("Alice").await;
        let home = Home::of(&alice);
        let told = home.runs(&["report"]).is(0).says("signed_in = true").says("accounts = 1").clone();
        let path = home.path().display().to_string();
        for name in [alice.email(), &alice.url, &path, &alice.password] {
            assert!(!told.out.contains(name), "{name}: {told:?}");
        }
        assert!(home.runs(&["report", "--json"]).json().iter().any(|pair| pair["name"] == "TERM"));
    }
}
