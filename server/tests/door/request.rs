//! How requests are matched, read and refused.

use reqwest::{Method, header};
use serde_json::Value;

use crate::house::House;

const ID: &str = "/thing/01890a5d-ac96-774b-bcce-b302099a8057";
const JSON: &str = r#"{"email":"a@example.com","password":"12345678","extra":{"a":[1]}}"#;
const HTML: &str = "text/html,*/*;q=0.8";

async fn login(house: &House, kind: Option<&str>, body: impl Into<reqwest::Body>) -> reqwest::Response {
    let mut request = house.client.post(house.url("/login")).body(body);
    if let Some(kind) = kind {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    request.send().await.unwrap()
}

#[tokio::test]
async fn a_trailing_slash_and_head_make_no_difference() {
    let house = House::open().await;
    let plain = house.get(ID).await;
    assert_eq!(plain.status(), 200);
    let head = house.client.head(house.url(&format!("{ID}/"))).send().await.unwrap();
    assert_eq!(head.status(), 200);
    assert_eq!(head.headers()[header::CONTENT_LENGTH], plain.headers()[header::CONTENT_LENGTH]);
    assert_eq!(head.bytes().await.unwrap().len(), 0);
}

#[tokio::test]
async fn another_method_is_405_and_says_which_are_allowed() {
    let house = House::open().await;
    for (method, path, allow) in [
        (Method::DELETE, ID, "GET, HEAD, POST"),
        (Method::GET, "/login", "POST"),
        (Method::OPTIONS, "/login", "POST"),
        (Method::POST, "/only/socket", "GET, HEAD"),
    ] {
        let answer = house.client.request(method, house.url(path)).send().await.unwrap();
        assert_eq!(answer.status(), 405);
        assert_eq!(answer.headers()[header::ALLOW], allow);
    }
}

#[tokio::test]
async fn what_is_no_id_is_answered_like_an_unknown_one_and_twice_the_same() {
    let house = House::open().await;
    let mut bodies = Vec::new();
    for path in ["/thing/1", "/thing/x%20y", "/thing/1"] {
        let answer = house.get(path).await;
        assert_eq!(answer.status(), 404);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
        assert!(answer.headers().contains_key("x-request-id"));
        bodies.push(answer.text().await.unwrap());
    }
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bodies[0], bodies[2]);
    let problem: Value = serde_json::from_str(&bodies[0]).unwrap();
    assert_eq!(problem["detail"], "No such thing");
    assert_eq!(house.get("/nowhere").await.status(), 404);
}

#[tokio::test]
async fn b11_a_query_that_says_something_twice_is_malformed() {
    let house = House::open().await;
    for path in ["/who?chat_id=a&chat_id=b", "/who?a=%zz", "/who?a=%ff", "/thing/%zz", "/%"] {
        assert_eq!(house.get(path).await.status(), 400, "{path}");
    }
}

#[tokio::test]
async fn c2_a_body_of_a_kind_that_could_cross_sites_unasked_is_415() {
    let house = House::open().await;
    for kind in [
        Some("text/plain"),
        None,
        Some("application/json; charset=utf-7"),
        Some("application/jsonp"),
        Some("application/xml"),
    ] {
        assert_eq!(login(&house, kind, JSON).await.status(), 415, "{kind:?}");
    }
    for kind in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""]
    {
        assert_eq!(login(&house, Some(kind), JSON).await.status(), 200, "{kind}");
    }
    let zipped = house.client.post(house.url("/login")).header(header::CONTENT_TYPE, "application/json");
    let zipped = zipped.header(header::CONTENT_ENCODING, "gzip").body(JSON).send().await.unwrap();
    assert_eq!(zipped.status(), 415);
}

#[tokio::test]
async fn a_form_of_either_kind_is_sent_on_and_json_is_answered() {
    let house = House::open().await;
    let urlencoded = "email=a%40example.com&password=12345678&next=%2Fchat%2F1";
    let multipart = "--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@example.com\r\n\
        --b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n12345678\r\n\
        --b\r\nContent-Disposition: form-data; name=\"next\"\r\n\r\n/chat/1\r\n--b--\r\n";
    for (kind, body) in
        [("application/x-www-form-urlencoded", urlencoded), ("multipart/form-data; boundary=b", multipart)]
    {
        let answer = login(&house, Some(kind), body).await;
        assert_eq!(answer.status(), 303, "{kind}");
        assert_eq!(answer.headers()[header::LOCATION], "/chat/1");
        let request = house.client.post(house.url("/login")).header(header::ACCEPT, "application/json");
        let answer = request.header(header::CONTENT_TYPE, kind).body(body).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{kind}");
    }
    let twice = login(&house, Some("application/x-www-form-urlencoded"), "email=a&email=b&password=c").await;
    assert_eq!(twice.status(), 400);
}

#[tokio::test]
async fn wrong_fields_are_422_by_name_and_broken_json_is_400() {
    let house = House::open().await;
    let answer = login(&house, Some("application/json"), r#"{"email":"a"}"#).await;
    assert_eq!(answer.status(), 422);
    let problem: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(problem["errors"][0]["field"], "password");
    assert_eq!(problem["errors"][0]["code"], "required");
    assert_eq!(login(&house, Some("application/json"), "{").await.status(), 400);
}

#[tokio::test]
async fn d4_e1_a_large_body_is_413_and_the_answer_arrives() {
    let house = House::open().await;
    for size in [64 * 1024 + 1, 10 << 20] {
        let answer = login(&house, Some("application/json"), "x".repeat(size)).await;
        assert_eq!(answer.status(), 413);
    }
}

#[tokio::test]
async fn c1_a_form_of_another_site_is_refused_even_for_login() {
    let house = House::open().await;
    let post = |name: &str, value: &str| {
        let form = [("email", "a"), ("password", "b")];
        house.client.post(house.url("/login")).form(&form).header(name, value).send()
    };
    assert_eq!(post("sec-fetch-site", "cross-site").await.unwrap().status(), 403);
    assert_eq!(post("origin", "https://evil.example").await.unwrap().status(), 403);
    assert_eq!(post("cookie", "access_token=x").await.unwrap().status(), 403);
    assert_eq!(post("sec-fetch-site", "same-origin").await.unwrap().status(), 303);
    assert_eq!(post("origin", &format!("http://{}", house.address)).await.unwrap().status(), 303);
    assert_eq!(post("x-nothing", "1").await.unwrap().status(), 303);
}

#[tokio::test]
async fn c7_c8_every_answer_is_locked_down_also_404_and_500() {
    let house = House::open().await;
    for (path, status) in [(ID, 200), ("/nowhere", 404), ("/fault", 500), ("/panic/4", 500)] {
        let answer = house.client.get(house.url(path)).header(header::ACCEPT, HTML).send().await.unwrap();
        assert_eq!(answer.status(), status);
        let text = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        let policy = text("content-security-policy");
        for part in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            &format!("ws://{}", house.address),
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(text("x-content-type-options"), "nosniff");
        assert_eq!(text("referrer-policy"), "same-origin");
        assert_eq!(text("cache-control"), "no-store");
        assert!(text("permissions-policy").contains("camera=()"));
    }
}

#[tokio::test]
async fn a_fault_shows_its_request_id_and_not_its_cause() {
    let house = House::open().await;
    let answer = house.get("/fault").await;
    let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    let problem = answer.text().await.unwrap();
    assert!(problem.contains(&id) && !problem.contains("inner cause"), "{problem}");
}

#[tokio::test]
async fn d14_c13_only_a_trusted_proxy_forwards_and_no_query_carries_a_token() {
    let (open, behind) = (House::open().await, House::with(&[("trusted_proxies", "127.0.0.1")]).await);
    for (house, client) in [(&open, "127.0.0.1"), (&behind, "203.0.113.9")] {
        let request = house.client.get(house.url("/who?access_token=x&token=y"));
        let answer = request.header("x-forwarded-for", "203.0.113.9").send().await.unwrap();
        let who: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(who["client"], client);
        assert_eq!(who["token"], Value::Null);
    }
}
