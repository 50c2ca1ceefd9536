//! Groups: one posts, the others read.

use crate::house::House;

#[tokio::test]
async fn a_public_group_is_found_joined_read_and_left() {
    let house = House::open().await;
    let (alice, boris) =
        (house.person("Alice", "a@example.com").await, house.person("Boris", "b@example.com").await);
    let wish = [("name", "News"), ("group_type", "public"), ("participants", "")];
    let group = alice.sends("/api/v1/groups/create", &wish).await;
    assert!(
        group.path.starts_with("/group/") && group.shows("Nothing has been posted yet"),
        "{}",
        group.html
    );
    alice.writes(&group, "first post").await;

    let directory = boris.opens("/messenger?groups=new").await;
    assert!(directory.shows("<bdi>News</bdi>"));
    let guest = boris.opens(&group.path).await;
    assert!(guest.shows("Join the group to read") && !guest.shows("first post"));
    let join = format!("/api/v1/groups/{}/join", group.path.trim_start_matches("/group/"));
    let inside = boris.sends_from(&group.path, &join, &[]).await;
    assert_eq!(inside.path, group.path);
    assert!(inside.shows("first post") && inside.shows("Only the creator and the admins post here"));
    assert!(!inside.shows("<textarea"));

    let refused = boris.sends_from(&group.path, &join.replace("/join", "/post"), &[("text", "me too")]).await;
    assert_eq!(refused.status, 403);
    assert!(refused.shows("Only the creator and the admins post here"));

    let left = boris.sends_from(&group.path, &join.replace("/join", "/leave"), &[]).await;
    assert_eq!(left.path, group.path);
    assert!(left.shows("Join the group to read"));
}

#[tokio::test]
async fn a_private_group_is_there_only_for_its_members() {
    let house = House::open().await;
    let alice = house.person("Alice", "a@example.com").await;
    let boris = house.person("Boris", "b@example.com").await;
    let carol = house.person("Carol", "c@example.com").await;
    let wish = [("name", "Cellar"), ("group_type", "private"), ("participants", "b@example.com")];
    let group = alice.sends("/api/v1/groups/create", &wish).await;
    alice.writes(&group, "psst").await;
    assert!(boris.opens(&group.path).await.shows("psst"));
    assert_eq!(carol.opens(&group.path).await.status, 404);
    assert!(!carol.opens("/messenger?groups=cellar").await.shows("<bdi>Cellar"));
}

#[tokio::test]
async fn without_a_script_an_owner_renames_and_removes() {
    let house = House::open().await;
    let alice = house.person("Alice", "a@example.com").await;
    let boris = house.person("Boris", "b@example.com").await;
    let wish = [("name", "Cellar"), ("group_type", "private"), ("participants", "b@example.com")];
    let group = alice.sends("/api/v1/groups/create", &wish).await;
    let deed = |what: &str| format!("/api/v1{}/{what}", group.path.replace("/group/", "/groups/"));
    let renamed = alice.sends_from(&group.path, &deed("rename"), &[("name", " Attic ")]).await;
    assert_eq!(renamed.path, group.path);
    assert!(renamed.shows("<bdi>Attic</bdi>") && renamed.shows("/remove\""));
    let his = boris.opens(&group.path).await;
    assert!(!his.shows("/remove\"") && !his.shows("/rename\""));
    let refused = boris.sends_from(&group.path, &deed("rename"), &[("name", "Mine")]).await;
    assert_eq!(refused.status, 403);
    assert!(refused.shows("Only the creator and the admins change the name here"));

    let line = renamed.html.split("<li data-id=\"").find(|line| line.contains("Boris")).unwrap();
    let id = line.split('"').next().unwrap();
    let left = alice.sends_from(&group.path, &deed("remove"), &[("user_id", id)]).await;
    assert_eq!(left.path, group.path);
    assert!(left.shows("1 member") && !left.shows("<bdi>Boris</bdi>"));
    assert_eq!(boris.opens(&group.path).await.status, 404);
}
