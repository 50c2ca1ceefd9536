//! D: tokens that are not ours.

use e2e::{World, stories};
use protocol::route;
use uuid::Uuid;

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base64 for addresses, without padding (RFC 4648, 5).
fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word =
            chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        let letters = (0..=chunk.len()).map(|at| char::from(ALPHABET[(word >> (18 - 6 * at) & 63) as usize]));
        text.extend(letters);
    }
    text
}

/// That token with another header.
fn with_header(token: &str, header: &str) -> String {
    let (_, rest) = token.split_once('.').expect("a JWT");
    format!("{}.{rest}", base64(header.as_bytes()))
}

stories! {
    async fn d8_a_token_that_is_not_ours_is_none(world: World) {
        let alice = world.person("Alice").await;
        let parts: Vec<&str> = alice.token.split('.').collect();
        assert_eq!(parts.len(), 3);
        let (claims, signature) = (parts[1], parts[2]);
        let forged = format!(
            r#"{{"typ":"access","sub":"{}","sid":"{}","iat":1,"exp":99999999999,"iss":"messenger"}}"#,
            alice.id(), Uuid::now_v7()
        );
        let mut turned = signature.to_owned();
        turned.replace_range(0..1, if signature.starts_with('A') { "B" } else { "A" });
        for token in [
            with_header(&alice.token, r#"{"typ":"JWT","alg":"none"}"#),
            format!("{}.{claims}.", base64(br#"{"typ":"JWT","alg":"none"}"#)),
            with_header(&alice.token, r#"{"typ":"JWT","alg":"RS256"}"#),
            with_header(&alice.token, r#"{"typ":"JWT","alg":"HS512"}"#),
            with_header(&alice.token, r#"{"typ":"JWT","alg":"HS256","kid":"../../etc/passwd"}"#),
            format!("{}.{}.{signature}", parts[0], base64(forged.as_bytes())),
            format!("{}.{claims}.{turned}", parts[0]),
            format!("{}.{claims}", parts[0]),
            alice.refresh_token.clone(),
            "x".repeat(30_000),
            String::from("null"),
        ] {
            let request = world.stranger().request("GET", route::ME).bearer_auth(&token);
            let reply = alice.asks(request).await;
            // Some headers are too large even to be looked at.
            assert!(reply.status == 401 || token.len() > 20_000 && [400, 431].contains(&reply.status), "{token}: {reply:#?}");
        }
        alice.get(route::ME).await.is(200);
    }

    async fn d8_a_token_of_another_server_is_none(world: World) {
        let alice = world.person("Alice").await;
        let elsewhere = World::new(e2e::Database::Sqlite, e2e::Options::default()).await;
        let request = elsewhere.stranger().request("GET", route::ME).bearer_auth(&alice.token);
        alice.asks(request).await.refuses(401);
    }

    async fn d8_a_token_of_a_revoked_session_is_none(world: World) {
        let alice = world.person("Alice").await;
        alice.signs_out().await;
        alice.get(route::ME).await.refuses(401);
        assert_eq!(alice.is_refused(route::SOCKET).await, 401);
    }
}

#[test]
fn base64_is_that_of_the_rfc() {
    assert_eq!(
        [b"".as_slice(), b"f", b"fo", b"foo", b"\xfb\xff"].map(base64),
        ["", "Zg", "Zm8", "Zm9v", "-_8"]
    );
}
