//! Forms that are filled in wrong, languages, refusals.

use crate::house::{House, PASSWORD, registration};

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed_but_for_the_password() {
    let house = House::open().await;
    let browser = house.browser();
    house.person("Alice", "alice@example.com").await;
    let taken = browser.sends("/api/v1/users/register", &registration("Другая", "Alice@example.com")).await;
    assert_eq!(taken.status, 400);
    assert!(
        taken.shows("already has an account") && taken.shows("Другая") && taken.shows("Alice@example.com")
    );
    assert!(!taken.shows(PASSWORD));

    let short = [("name", ""), ("email", "new@example.com"), ("password", "abc")];
    let short = browser.sends("/api/v1/users/register", &short).await;
    assert_eq!(short.status, 422);
    assert!(short.shows("Password: too short.") && short.shows("new@example.com"), "{}", short.html);

    let wrong = [("email", "alice@example.com"), ("password", "wrong-secret"), ("next", "/settings")];
    let wrong = browser.sends("/api/v1/auth/login", &wrong).await;
    assert_eq!(wrong.status, 401);
    assert!(wrong.shows("Incorrect e-mail or password.") && wrong.shows("alice@example.com"));
    assert!(wrong.shows("name=\"next\" value=\"/settings\""));
    assert!(!wrong.shows("wrong-secret"));
}

#[tokio::test]
async fn logging_in_leads_to_where_one_wanted_to_be_and_nowhere_else() {
    let house = House::open().await;
    house.person("Alice", "a@example.com").await;
    let asked = house.browser().opens("/settings").await;
    assert_eq!(asked.path, "/login?next=%2Fsettings");
    for (next, path) in
        [("/settings", "/settings"), ("//evil.example", "/messenger"), ("https:evil", "/messenger")]
    {
        let wish = [("email", "a@example.com"), ("password", PASSWORD), ("next", next)];
        let page = house.browser().sends("/api/v1/auth/login", &wish).await;
        assert_eq!((page.status, page.path.as_str()), (200, path));
    }
}

#[tokio::test]
async fn the_language_is_the_browsers_until_another_is_chosen() {
    let house = House::open().await;
    let browser = house.browser();
    assert!(browser.opens("/login").await.shows("<h1>Log in</h1>"));
    assert!(browser.opens_in_russian("/login").await.shows("<h1>Вход</h1>"));
    let switched = browser.sends("/language", &[("lang", "ru"), ("next", "/login?next=%2Fsettings")]).await;
    assert_eq!(switched.path, "/login?next=%2Fsettings");
    assert!(switched.shows("<h1>Вход</h1>") && browser.opens("/").await.shows("lang=\"ru\""));
}

#[tokio::test]
async fn a_refusal_is_a_page_that_says_what_to_do() {
    let house = House::open().await;
    let alice = house.person("Alice", "a@example.com").await;
    let missing = alice.opens("/nothing/here").await;
    assert_eq!(missing.status, 404);
    assert!(missing.shows("Nothing is here") && missing.shows("href=\"/\""));
    let malformed = alice.opens("/chat/%zz").await;
    assert_eq!(malformed.status, 400);
    let alone = alice.sends("/api/v1/chats/create", &[("chat_type", "personal"), ("participants", "")]).await;
    assert_eq!(alone.status, 400);
    assert!(alone.shows("Name at least one other person."), "{}", alone.html);
    for page in [missing, malformed, alone] {
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
        assert!(page.headers["content-type"].to_str().unwrap().starts_with("text/html"));
    }
}

#[tokio::test]
async fn c11_pages_of_a_person_are_kept_nowhere() {
    let house = House::open().await;
    let alice = house.person("Alice", "a@example.com").await;
    for path in ["/messenger", "/settings"] {
        assert_eq!(alice.opens(path).await.headers["cache-control"], "no-store");
    }
    let out = alice.sends("/api/v1/auth/logout", &[]).await;
    assert_eq!(out.path, "/");
    assert_eq!(alice.opens("/messenger").await.path, "/login?next=%2Fmessenger");
}
