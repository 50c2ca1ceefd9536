use protocol::Timestamp;
use serde_json::{Value, json};

use super::*;

const KEY: &str = "f3a1c9e07b5d42688e11f0a4b7c2d935";

fn clock() -> Clock {
    Clock::stopped(Timestamp::from_millis(1_700_000_000_000))
}

fn tokens(clock: &Clock) -> Tokens {
    Tokens::new(&Secret::new(KEY), clock.clone(), Duration::from_mins(15))
}

fn claims() -> Value {
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    let (iat, exp) = (1_700_000_000, 1_700_000_900);
    json!({"typ": "access", "sub": id, "sid": id, "iat": iat, "exp": exp, "iss": "messenger"})
}

fn changed(name: &str, value: impl Into<Value>) -> Value {
    let mut claims = claims();
    claims[name] = value.into();
    claims
}

/// A token with any header and claims, signed as HS256 whatever the header says.
fn forge(header: &Value, claims: &Value, key: &str) -> String {
    let part = |value: &Value| base64url(value.to_string().as_bytes());
    let message = format!("{}.{}", part(header), part(claims));
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, key.as_bytes());
    format!("{message}.{}", base64url(ring::hmac::sign(&key, message.as_bytes()).as_ref()))
}

fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    bits.chunks(6)
        .map(|six| (0..6).fold(0, |value, place| value << 1 | six.get(place).copied().unwrap_or_default()))
        .map(|value: u8| char::from(DIGITS[usize::from(value)]))
        .collect()
}

#[test]
fn a_token_speaks_for_its_session_until_it_expires() {
    let clock = clock();
    let tokens = tokens(&clock);
    let (user, session): (UserId, SessionId) = (clock.id(), clock.id());
    let token = tokens.access(user, session).unwrap();
    assert_eq!(tokens.read(&token).unwrap(), Access { user, session, expires: 1_700_000_900 });
    clock.advance(Duration::from_secs(899));
    assert!(tokens.read(&token).is_ok());
    clock.advance(Duration::from_secs(1));
    assert_eq!(tokens.read(&token).unwrap_err().to_string(), "Token is expired");
}

#[test]
fn d8_whatever_is_wrong_with_a_token_it_opens_nothing() {
    let hs256 = json!({"alg": "HS256", "typ": "JWT"});
    assert!(tokens(&clock()).read(&forge(&hs256, &claims(), KEY)).is_ok(), "the forger is good");
    let mut without_expiry = claims();
    without_expiry.as_object_mut().unwrap().remove("exp");
    let none = forge(&json!({"alg": "none"}), &claims(), KEY);
    let table = [
        ("alg none", none.clone()),
        ("alg none, unsigned", format!("{}.", none.rsplit_once('.').unwrap().0)),
        ("unsigned", format!("{}.", forge(&hs256, &claims(), KEY).rsplit_once('.').unwrap().0)),
        ("HS and RS swapped", forge(&json!({"alg": "RS256"}), &claims(), KEY)),
        ("another HS", forge(&json!({"alg": "HS512"}), &claims(), KEY)),
        ("another key", forge(&hs256, &claims(), "another key, just as long as ours")),
        ("an unknown kid", forge(&json!({"alg": "HS256", "kid": "2"}), &claims(), KEY)),
        ("a kid that is a path", forge(&json!({"alg": "HS256", "kid": "../../dev/null"}), &claims(), KEY)),
        ("a key address", forge(&json!({"alg": "HS256", "jku": "https://evil"}), &claims(), KEY)),
        ("wrong audience", forge(&hs256, &changed("aud", "other"), KEY)),
        ("wrong issuer", forge(&hs256, &changed("iss", "other"), KEY)),
        ("no issuer", forge(&hs256, &changed("iss", Value::Null), KEY)),
        ("expired", forge(&hs256, &changed("exp", 1_699_999_999), KEY)),
        ("without expiry", forge(&hs256, &without_expiry, KEY)),
        ("not yet", forge(&hs256, &changed("nbf", 1_700_000_061), KEY)),
        ("from the future", forge(&hs256, &changed("iat", 1_700_000_061), KEY)),
        ("of the other kind", forge(&hs256, &changed("typ", "refresh"), KEY)),
        ("for nobody", forge(&hs256, &changed("sub", "1"), KEY)),
        ("a refresh token", Refresh::generate().unwrap().token),
        ("100 kB", forge(&hs256, &changed("more", "x".repeat(100_000)), KEY)),
        ("nothing", String::new()),
        ("dots", "..".into()),
    ];
    for (what, token) in table {
        let error = tokens(&clock()).read(&token).expect_err(what);
        assert!(matches!(error, Error::Unauthenticated(_)), "{what}: {error:?}");
    }
}

#[test]
fn f7_another_nodes_clock_may_be_a_minute_ahead() {
    let hs256 = json!({"alg": "HS256"});
    for name in ["nbf", "iat"] {
        assert!(tokens(&clock()).read(&forge(&hs256, &changed(name, 1_700_000_060), KEY)).is_ok());
    }
}

#[test]
fn refresh_tokens_differ_and_are_known_by_their_hash() {
    let (one, two) = (Refresh::generate().unwrap(), Refresh::generate().unwrap());
    assert_ne!(one.token, two.token);
    assert_eq!(one.token.len(), 64);
    assert_eq!(Refresh::hash(&one.token), one.hash);
}
