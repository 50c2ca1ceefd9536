//! `migrate`.

use crate::binary::House;

fn a_database_is_made_once(house: &House) {
    assert!(house.run(&["migrate"]).good().contains("migrations applied"));
    assert!(house.run(&["migrate"]).good().contains("up to date"));
    assert!(house.run(&["migrate", "--check"]).good().contains("up to date"));
}

#[test]
fn a_check_makes_nothing() {
    let house = House::new();
    assert!(house.run(&["migrate", "--check"]).refusal().contains("messenger-server migrate"));
    assert!(house.has_made_nothing());
    a_database_is_made_once(&house);
}

#[tokio::test]
async fn a_check_says_how_many_are_missing() {
    let house = House::on_postgres().await;
    let refusal = house.run(&["migrate", "--check"]).refusal();
    assert!(refusal.contains("migrations are missing"), "{refusal}");
    let count: usize = refusal.trim_start_matches("error: ").split(' ').next().unwrap().parse().unwrap();
    assert!(count >= 3);
    // It has applied none of them.
    assert_eq!(house.run(&["migrate", "--check"]).refusal(), refusal);
    a_database_is_made_once(&house);
}
