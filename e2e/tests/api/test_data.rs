//! The demo accounts.

use e2e::{Options, World, stories};
use protocol::{
    Message,
    request::{SignedIn, TestData},
    route,
};
use serde_json::json;

stories! {
    #![options = Options::demo()]

    async fn the_demo_data_is_there_and_is_made_once(world: World) {
        let mut andrey = world.stranger();
        for _ in 0..2 {
            let reply = andrey.post(route::TEST_DATA, &json!({})).await;
            assert_eq!(reply.gives::<TestData>(200).message, "Тестовые данные успешно созданы");
        }
        let wish = json!({ "email": "a@example.com", "password": "pass1" });
        let signed_in: SignedIn = andrey.post(route::LOGIN, &wish).await.gives(200);
        andrey.token = signed_in.access_token;
        assert_eq!(signed_in.user.name, "Андрей");

        let chats = andrey.chats().await;
        assert_eq!(chats.len(), 1);
        assert_eq!(chats[0].title, "Борис");
        let texts = |page: Vec<Message>| page.into_iter().map(|message| message.text).collect::<Vec<_>>();
        assert_eq!(texts(andrey.history(chats[0].id).await), ["Привет, Андрей! Как дела?", "Привет, Борис!"]);
        let groups = andrey.groups().await;
        assert_eq!((groups[0].name.as_str(), groups[0].member_count), ("Test Group", 2));
        assert_eq!(texts(andrey.history(groups[0].id).await), ["Добро пожаловать в группу!"]);
    }

    async fn the_demo_says_how_to_try_it(world: World) {
        let log = world.server.log();
        for word in ["a@example.com", "pass1", "--email", &format!("--server {}", world.server.url)] {
            assert!(log.contains(word), "{word} is missing in\n{log}");
        }
        for (email, password) in [("b@example.com", "pass2"), ("s@example.com", "pass3")] {
            world.stranger().post(route::LOGIN, &json!({ "email": email, "password": password })).await.is(200);
        }
    }
}
