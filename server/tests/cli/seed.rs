//! `seed`.

use crate::binary::House;

const BIG: [&str; 11] =
    ["seed", "--users", "30", "--chats", "50", "--groups", "3", "--messages", "2000", "--rng-seed", "9"];

fn a_big_data_set_is_made_once(house: &House) {
    // Nobody watches: no progress bar among the words.
    let said = house.run(&BIG).good();
    for word in
        ["30 users", "50 chats", "3 groups", "2000 messages", "messages/s", "user1@example.com", "messenger"]
    {
        assert!(said.contains(word), "{word}: {said}");
    }
    let refusal = house.run(&BIG).refusal();
    assert!(refusal.contains("nothing was made") && refusal.contains("fresh database"), "{refusal}");
    assert_eq!(house.run(&["user", "list"]).good().lines().count(), 30);
}

#[test]
fn a_big_data_set_on_sqlite() {
    a_big_data_set_is_made_once(&House::new());
}

#[tokio::test]
async fn a_big_data_set_on_postgres() {
    a_big_data_set_is_made_once(&House::on_postgres().await);
}

#[test]
fn the_demo_data_are_made_once() {
    let house = House::new();
    for _ in 0..2 {
        let said = house.run(&["seed"]).good();
        assert!(said.contains("a@example.com  pass1"), "{said}");
    }
    assert_eq!(house.run(&["user", "list"]).good().lines().count(), 3);
}

#[test]
fn one_person_is_too_few() {
    let refusal = House::new().run(&["seed", "--users", "1"]).refusal();
    assert!(refusal.contains("at least 2"), "{refusal}");
}
